import type { Weight } from '@pilotlight/model-formats/tfjs';
import type { ChannelSets } from './channel-sets.ts';
import type { Passage, Stream } from './stream.ts';

/** A layer with its inputs; an input that could not be followed is undefined. */
export interface Visit {
  config: Readonly<Record<string, unknown>>;
  inputs: readonly (Stream | undefined)[];
  /** Its output shape, with -1 for an open size; undefined if unknown. */
  shape: readonly number[] | undefined;
  /** Returns a weight of the layer, by its name in the layer. */
  weight: (name: string) => Weight | undefined;
  sets: ChannelSets;
}

/** Returns the effect of a layer on channels, or the reason why that is unknown. */
export type Rule = (visit: Visit) => Passage | string;

export const UNFOLLOWED = 'its inputs could not be followed';
export const OTHER_WEIGHTS = 'its weights do not fit its kind of layer';
export const COMPARED = 'it compares channels with each other';

/** Activations that process each channel independently, as Keras and TensorFlow.js spell them. */
const CHANNEL_WISE = new Set<unknown>([
  undefined,
  null,
  'elu',
  'gelu',
  'gelu_new',
  'hardSigmoid',
  'hard_sigmoid',
  'linear',
  'mish',
  'relu',
  'relu6',
  'selu',
  'sigmoid',
  'silu',
  'softplus',
  'softsign',
  'swish',
  'tanh',
]);

/** True if the activation of a layer, if any, processes each channel independently. */
export function isChannelWise({ activation }: Visit['config']): boolean {
  return CHANNEL_WISE.has(activation);
}

export function product(values: readonly number[], factors: readonly number[]): number[] {
  return values.map((value, at) => value * (factors[at] ?? 0));
}
