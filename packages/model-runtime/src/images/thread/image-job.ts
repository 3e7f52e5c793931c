import type { Tensor, TensorSpec } from '@pilotlight/protocol/tensors';
import type { ImagePreprocessing } from '../image-preprocessing.ts';

/** An image to decode, as it is sent to the thread. */
export interface ImageJob {
  bytes: Uint8Array<ArrayBuffer>;
  preprocessing: ImagePreprocessing;
  spec: TensorSpec;
}

/** The data that a thread starts with. */
export interface ThreadData {
  /** The paths of the decoders' WebAssembly modules, by their names. */
  files: Readonly<Record<string, string>>;
  /** Infinity if there is no limit. */
  maxMemoryBytes: number;
}

/** The thread's reply: classes of errors do not cross from one thread to another. */
export type ImageOutcome =
  | { tensor: Tensor }
  | { refusal: { expected: string; received: string } }
  | { failure: unknown };
