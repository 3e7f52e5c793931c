import type { Weight } from '@pilotlight/model-formats/tfjs';
import type { ChannelSets } from './channel-sets.ts';
import type { Passage, Stream } from './stream.ts';

/** A layer with what it takes; undefined where that could not be followed. */
export interface Visit {
  config: Readonly<Record<string, unknown>>;
  inputs: readonly (Stream | undefined)[];
  /** The shape of what it gives, with -1 for what is open; undefined where it is not known. */
  shape: readonly number[] | undefined;
  /** A weight of the layer, by the name that it has there. */
  weight: (name: string) => Weight | undefined;
  sets: ChannelSets;
}

/** Says what a layer does with channels, or why that cannot be told. */
export type Rule = (visit: Visit) => Passage | string;

export const UNFOLLOWED = 'it takes what could not be followed';
export const OTHER_WEIGHTS = 'its weights are not those that such a layer has';
export const COMPARED = 'it weighs channels against each other';

/** Activations that see one channel at a time, as Keras and as TensorFlow.js spell them. */
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

/** Whether what a layer does at the end of its work, if it does anything, is done to each channel by itself. */
export function isChannelWise({ activation }: Visit['config']): boolean {
  return CHANNEL_WISE.has(activation);
}

export function product(values: readonly number[], factors: readonly number[]): number[] {
  return values.map((value, at) => value * (factors[at] ?? 0));
}
