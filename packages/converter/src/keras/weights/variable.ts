import type { Constant } from '../../graph/constant.ts';

/** A weight that a layer of a class makes, in the order in which it makes them. */
export interface Variable {
  /** As Keras calls it: kernel. */
  readonly name: string;
  /** The part of the layer that makes it, such as the cell of an LSTM. */
  readonly part?: string;
  /** False of what training does not move, such as a mean; such come last. */
  readonly isTrained?: boolean;
}

/** The weights of one layer by their names, `part/name` where a part of it makes them. */
export type LayerWeights = ReadonlyMap<string, Constant>;

export function weightKey({ name, part }: Variable): string {
  return part === undefined ? name : `${part}/${name}`;
}
