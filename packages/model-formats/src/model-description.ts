import type { Carried } from './carried/carried.ts';
import type { EngineName, ModelFormat } from '@pilotlight/protocol';
import type { Signature } from '@pilotlight/protocol/tensors';

/** One of a model's own files. */
export interface ModelFile {
  /** Relative to the model's folder, with `/` on every system. */
  name: string;
  bytes: number;
}

export interface OpCount {
  name: string;
  count: number;
}

/** How the trained weights are stored. */
export interface WeightSummary {
  /** In a few words: 'float32', 'uint8 (tfjs)', 'int8 full integer', 'dynamic range', 'float16', … */
  summary: string;
  /** Elements by the type that they are stored as. */
  dtypes: Readonly<Record<string, number>>;
}

/** Whether an engine can run the model, and why. */
export interface EngineVerdict {
  name: EngineName;
  canRun: boolean;
  why: string;
}

/** What a model's files say of it; nothing of it was run. */
export interface ModelStructure {
  format: ModelFormat;
  /** The folder that the files' names start from. */
  folder: string;
  /** Where this is the newest of several versions, each in a folder of its own: their numbers, oldest first. */
  newestOf?: readonly string[];
  /** The tags of a SavedModel's graph where it is not the one for serving but the only one, or the one without tags. */
  tags?: readonly string[];
  /** The file that an engine starts to read with. */
  entry: string;
  files: readonly ModelFile[];
  /** The ways to call the model whose tensors all have a form that we can carry. */
  signatures: Readonly<Record<string, Signature>>;
  /** TensorFlow or TensorFlow Lite ops, or Keras layers, by name. */
  ops: readonly OpCount[];
  parameterCount: number;
  bytes: number;
  weights: WeightSummary;
  /** What no engine of ours can take, each as a sentence. */
  unsupported: readonly string[];
  /** Whether a `.tflite` keeps tensors from one run to the next. It is served so that no call sees those of another. */
  keepsState?: boolean;
  /** Whether a `.tflite` leaves sizes open besides its batch, so that it has to be prepared for those of a request. */
  isSizedByRequests?: boolean;
  /** What of a SavedModel the TensorFlow that a deployment gets does not have, such as "the op ApproxTopK". */
  newerThanPlatform?: readonly string[];
}

export interface ModelDescription extends ModelStructure {
  /** Labels and the like that were found in the model or beside it. */
  carried: Carried;
  engines: readonly EngineVerdict[];
  /** The engine that Pilotlight would take, and why; none where no engine can run the model. */
  chosen: { engine: EngineName; reason: string } | undefined;
  /** What to do where no engine can run the model. */
  fix?: string;
}
