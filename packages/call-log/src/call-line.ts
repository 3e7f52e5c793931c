import type { ErrorReason, ParsedRequest } from '@pilotlight/protocol';

// The shape of what `predict` logs of each call. Metrics, the dashboard and alerts in `monitoring/`, `pilotlight cost` and
// `pilotlight compare` are made of these fields. None of them holds anything that a caller wrote.

/** Marks such a line. */
export const CALL_EVENT = 'predict call';

/**
 * How a call ended: answered; refused for something that is the caller's to change; failed for something that is the
 * deployment's.
 */
export const OUTCOMES = ['answered', 'refused', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What is logged of one call. Times are in milliseconds. */
export interface CallLine {
  event: typeof CALL_EVENT;
  /** The rest in short, for people. */
  message: string;
  /** When the call was answered. */
  time: string;
  /** Undefined where the request could not be read. */
  op?: ParsedRequest['op'] | undefined;
  outcome: Outcome;
  /** The code of the callable protocol; `ok` for an answer. */
  code: string;
  reason?: ErrorReason | 'UNFORESEEN' | undefined;
  /** The field of the request that is wrong, by the protocol's own name for it. */
  field?: string | undefined;
  /** The model that was asked, where there is one. */
  model?: string | undefined;
  version?: number | undefined;
  /** The label that led to the version, where one did. */
  label?: string | undefined;
  engine?: string | undefined;
  /** Whether a snapshot answered all of it. */
  snapshot?: boolean | undefined;
  /** Whether the instance had run no model when the call arrived. */
  cold: boolean;
  /** The age of the process when the call arrived, where it is the first that the process got. */
  startMs?: number | undefined;
  loadMs?: number | undefined;
  queueMs?: number | undefined;
  inferenceMs?: number | undefined;
  /** From the arrival of the request's head to its answer. */
  totalMs: number;
  rows?: number | undefined;
  /** Of the request's body. */
  requestBytes?: number | undefined;
  instanceId: string;
  /** The percentage of calls that are logged, where it is not all. */
  sampledPercent?: number | undefined;
}

/** What is logged of a call that was refused before the function had it, or failed there: it says nothing of a model. */
export type GateLine = Pick<
  CallLine,
  'event' | 'message' | 'time' | 'outcome' | 'code' | 'reason' | 'field' | 'requestBytes' | 'sampledPercent'
> & { stage: 'gate' };
