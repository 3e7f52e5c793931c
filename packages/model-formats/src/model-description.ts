import type { Carried } from './carried/carried.ts';
import type { EngineName, ModelFormat } from '@pilotlight/protocol';
import type { Signature } from '@pilotlight/protocol/tensors';

/** A file of a model. */
export interface ModelFile {
  /** Path in the model's folder, with `/` on every system. */
  name: string;
  bytes: number;
}

export interface OpCount {
  name: string;
  count: number;
}

/** Storage of the trained weights. */
export interface WeightSummary {
  /** In a few words: 'float32', 'uint8 (tfjs)', 'int8 full integer', 'dynamic range', 'float16', … */
  summary: string;
  /** Number of elements by their stored type. */
  dtypes: Readonly<Record<string, number>>;
}

/** The verdict on an engine for the model, with its reason. */
export interface EngineVerdict {
  name: EngineName;
  canRun: boolean;
  why: string;
}

/** Description of a model from its files, without running it. */
export interface ModelStructure {
  format: ModelFormat;
  /** The folder with the files. */
  folder: string;
  /** All version numbers, oldest first, if this is the newest of several versions in their own folders. */
  newestOf?: readonly string[];
  /** The tags of a SavedModel's graph that is not tagged for serving: the only graph, or the one without tags. */
  tags?: readonly string[];
  /** The file that an engine reads first. */
  entry: string;
  files: readonly ModelFile[];
  /** The signatures that can be served. */
  signatures: Readonly<Record<string, Signature>>;
  /** TensorFlow or TensorFlow Lite ops, or Keras layers, by name. */
  ops: readonly OpCount[];
  parameterCount: number;
  bytes: number;
  weights: WeightSummary;
  /** The parts that no engine here can run, each as a sentence. */
  unsupported: readonly string[];
  /** True if a `.tflite` keeps tensors from one run to the next. No call sees the tensors of another. */
  keepsState?: boolean;
  /** True if a `.tflite` has open sizes other than its batch: it must be prepared for the sizes of a request. */
  isSizedByRequests?: boolean;
  /** Parts of a SavedModel that a deployment's TensorFlow does not have, such as "the op ApproxTopK". */
  newerThanPlatform?: readonly string[];
}

export interface ModelDescription extends ModelStructure {
  /** Labels and other facts from the model or from files beside it. */
  carried: Carried;
  engines: readonly EngineVerdict[];
  /** The engine that Pilotlight chooses, and why; undefined if no engine can run the model. */
  chosen: { engine: EngineName; reason: string } | undefined;
  /** The fix if no engine can run the model. */
  fix?: string;
}
