import type { Tensor, TensorSpec } from '@pilotlight/protocol/tensors';
import type { ImagePreprocessing } from '../image-preprocessing.ts';

/** An image to decode, as it is handed to the thread that decodes. */
export interface ImageJob {
  bytes: Uint8Array<ArrayBuffer>;
  preprocessing: ImagePreprocessing;
  spec: TensorSpec;
}

/** What a thread is started with. */
export interface ThreadData {
  /** Where the decoders' WebAssembly modules are, by their names. */
  files: Readonly<Record<string, string>>;
  /** Infinity where it is not bounded. */
  maxMemoryBytes: number;
}

/** What comes back: classes of errors do not cross from one thread to another. */
export type ImageOutcome =
  | { tensor: Tensor }
  | { refusal: { expected: string; received: string } }
  | { failure: unknown };
