import type { Signature } from '../tensors/signature.ts';
import type { VersionLabels } from './version-label.ts';

/** What a call cost, and the instance that it was answered by. */
export interface Timing {
  /** Milliseconds that this call waited for the model to load; 0 where it was loaded. */
  loadMs: number;
  /** Milliseconds that this call waited behind others on the same instance. */
  queueMs: number;
  /** Milliseconds in the engine. */
  inferenceMs: number;
  /** True where this instance had not run a model yet when this call arrived. */
  cold: boolean;
  /** Random, made when the instance started. */
  instanceId: string;
}

/**
 * A tensor of an answer: nested arrays; a bare element for a scalar. An int64 beyond 2^53 is a string of digits, a
 * string that is not text is its bytes.
 */
export type OutputValue = number | boolean | string | { b64: string } | readonly OutputValue[];

/** The only output without its name, or every output by name. */
export type NamedOrSingleOutput = OutputValue | Readonly<Record<string, OutputValue>>;

/** A class that a row was found to be of, and what the model gave for it. */
export interface RankedClass {
  index: number;
  label?: string | undefined;
  score: number;
}

/** What every answer to a predict request holds beside the model's own. */
interface Answered {
  model: string;
  version: number;
  /** The label that led to this version, where one did. */
  label?: string | undefined;
  timing: Timing;
}

/**
 * The answer to a predict request: `predictions`, a list of rows, to `instances`; `outputs`, columns, to `inputs`;
 * `top`, the best classes of each row, to `instances` with `top`.
 */
export type PredictResponse = Answered &
  ({ predictions: NamedOrSingleOutput[] } | { outputs: NamedOrSingleOutput } | { top: RankedClass[][] });

/** The answer to a warm request: what is loaded now, how long this call waited for each, and by which instance. */
export interface WarmResponse {
  models: { model: string; version: number; loadMs: number }[];
  timing: Timing;
  instance: {
    /** Milliseconds since the instance started. */
    ageMs: number;
    /** Milliseconds since its call before this one, or since it started. */
    idleMs: number;
  };
}

/** What is served of one model. */
export interface ModelDescription {
  model: string;
  version: number;
  /** All that are served, the highest first. */
  versions: number[];
  format: string;
  engine: string;
  signatures: Record<string, Signature>;
  labels?: string[] | undefined;
  /** The input that takes an encoded image, where one does. */
  imageInput?: string | undefined;
  /** The labels of the model, by which a version of it can be asked. */
  versionLabels?: VersionLabels | undefined;
  /**
   * Whole inputs, the batch dimension included, that the model is known to take, each as nested arrays, as bytes, or as
   * `{ dtype, shape, fill }`, a tensor of one number; integers where it is quantized. It is there where one model is
   * described, and its sample is short and not zeros.
   */
  sample?: Record<string, unknown> | undefined;
}

/** The answer to a describe request. */
export interface DescribeResponse {
  models: ModelDescription[];
  /** How many models there are that fit the request, on all pages. */
  total?: number | undefined;
  /** What the next page is asked `after`; none on the last one. */
  next?: string | undefined;
}
