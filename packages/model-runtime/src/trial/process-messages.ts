import type { Manifest } from '../store/manifest.ts';
import type { WrittenTensors } from './written-tensors.ts';

/** Inputs that were drawn, and what the model's own engine answered to them. */
export interface Answer {
  inputs: WrittenTensors;
  outputs: WrittenTensors;
}

/** What came of running a model for the first time. */
export interface Trial {
  /** What it ran on, for its manifest. */
  sample: Manifest['sample'];
  /** The same in words. */
  words: string;
  /** How many samples were tried. */
  tried: number;
  /** Whether it answers with NaN or an infinity to whatever was tried. */
  isNonFinite: boolean;
  /** Whether it answers differently to the same input. */
  isRandom: boolean;
  /** Drawn inputs that it can be run on, and the sample, with its answers. */
  answers: Answer[];
}

/** What comes of a process that runs a model. */
export type ProcessResult =
  | { trial: Trial }
  | { answers: (WrittenTensors | null)[] }
  | { measured: NonNullable<Manifest['measured']> };

/** What such a process tells the one that started it: what it does, what came of it, or why nothing did. */
export type ProcessMessage = { step: string } | ProcessResult | { why: string; noSample?: boolean };
