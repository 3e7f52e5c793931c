import type { Manifest } from '../store/manifest.ts';
import type { WrittenTensors } from './written-tensors.ts';

/** Random inputs, and the answers of the model's own engine. */
export interface Answer {
  inputs: WrittenTensors;
  outputs: WrittenTensors;
}

/** Result of running a model for the first time. */
export interface Trial {
  /** The sample that it ran on, for its manifest. */
  sample: Manifest['sample'];
  /** The sample in words. */
  words: string;
  /** Number of samples that were tried. */
  tried: number;
  /** True if it answers with NaN or an infinity to all that were tried. */
  isNonFinite: boolean;
  /** True if it answers differently to the same input. */
  isRandom: boolean;
  /** Random inputs that it runs on, and the sample, with its answers. */
  answers: Answer[];
}

/** Result of a process that runs a model. */
export type ProcessResult =
  | { trial: Trial }
  | { answers: (WrittenTensors | null)[] }
  | { measured: NonNullable<Manifest['measured']> };

/** Messages of such a process to its parent: its step, its result, or why there is none. */
export type ProcessMessage = { step: string } | ProcessResult | { why: string; noSample?: boolean };
