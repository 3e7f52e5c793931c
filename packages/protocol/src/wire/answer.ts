import type { Signature } from '../tensors/signature.ts';
import type { VersionLabels } from './version-label.ts';

/** Time that a call took, and the instance that answered it. */
export interface Timing {
  /** Milliseconds that this call waited for the model to load; 0 if it was loaded. */
  loadMs: number;
  /** Milliseconds that this call waited behind others on the same instance. */
  queueMs: number;
  /** Milliseconds in the engine. */
  inferenceMs: number;
  /** True if this instance had not run a model yet when this call arrived. */
  cold: boolean;
  /** Random name, made when the instance started. */
  instanceId: string;
}

/**
 * A tensor of an answer: nested arrays, or a bare element for a scalar. An int64 beyond 2^53 is a string of digits; a
 * string that is not text is its bytes.
 */
export type OutputValue = number | boolean | string | { b64: string } | readonly OutputValue[];

/** The only output without its name, or every output by name. */
export type NamedOrSingleOutput = OutputValue | Readonly<Record<string, OutputValue>>;

/** A class and its score. */
export interface RankedClass {
  index: number;
  label?: string | undefined;
  score: number;
}

/** Fields of every answer to a predict request. */
interface Answered {
  model: string;
  version: number;
  /** The label that selected this version, if one did. */
  label?: string | undefined;
  timing: Timing;
}

/**
 * The answer to a predict request: `predictions`, a list of rows, for `instances`; `outputs`, columns, for `inputs`;
 * `top`, the best classes of each row, for `instances` with `top`.
 */
export type PredictResponse = Answered &
  ({ predictions: NamedOrSingleOutput[] } | { outputs: NamedOrSingleOutput } | { top: RankedClass[][] });

/** The answer to a warm request: the loaded models, how long this call waited for each, and the instance. */
export interface WarmResponse {
  models: { model: string; version: number; loadMs: number }[];
  timing: Timing;
  instance: {
    /** Milliseconds since the instance started. */
    ageMs: number;
    /** Milliseconds since its previous call, or since it started. */
    idleMs: number;
  };
}

/** Description of one served model. */
export interface ModelDescription {
  model: string;
  version: number;
  /** All served versions, the highest first. */
  versions: number[];
  format: string;
  engine: string;
  signatures: Record<string, Signature>;
  labels?: string[] | undefined;
  /** The input that takes an encoded image, if one does. */
  imageInput?: string | undefined;
  /** The model's version labels; a request can select a version by one of them. */
  versionLabels?: VersionLabels | undefined;
  /**
   * Whole inputs, batch dimension included, that the model is known to take. Each is nested arrays, bytes, or
   * `{ dtype, shape, fill }`, a tensor filled with one number; integers if it is quantized. Present only if the answer
   * describes one model, and its sample is short and not all zeros.
   */
  sample?: Record<string, unknown> | undefined;
}

/** The answer to a describe request. */
export interface DescribeResponse {
  models: ModelDescription[];
  /** The number of models that match the request, on all pages. */
  total?: number | undefined;
  /** The `after` of the request for the next page; none on the last page. */
  next?: string | undefined;
}
