import type { Constant } from '../../graph/constant.ts';

/** A weight that layers of a class make. Lists are in the order in which the layer makes them. */
export interface Variable {
  /** The name in Keras, such as kernel. */
  readonly name: string;
  /** The part of the layer that makes the weight, such as the cell of an LSTM. */
  readonly part?: string;
  /** False if training does not change the weight, such as a mean. Such weights come last. */
  readonly isTrained?: boolean;
}

/** The weights of one layer by name, or by `part/name` if a part of the layer makes them. */
export type LayerWeights = ReadonlyMap<string, Constant>;

export function weightKey({ name, part }: Variable): string {
  return part === undefined ? name : `${part}/${name}`;
}
