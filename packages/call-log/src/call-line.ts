import type { ErrorReason, ParsedRequest } from '@pilotlight/protocol';

// The fields of the line that `predict` logs for each call. Metrics, the dashboard and alerts in `monitoring/`,
// `pilotlight cost` and `pilotlight compare` use them. No field holds text of a caller.

/** The `event` of such a line. */
export const CALL_EVENT = 'predict call';

/**
 * Outcomes of a call: answered; refused for something that the caller can fix; failed for something in the deployment.
 */
export const OUTCOMES = ['answered', 'refused', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Log line of one call. Times are in milliseconds. */
export interface CallLine {
  event: typeof CALL_EVENT;
  /** A summary of the other fields, for people. */
  message: string;
  /** Time of the answer. */
  time: string;
  /** The operation; undefined if the request could not be read. */
  op?: ParsedRequest['op'] | undefined;
  outcome: Outcome;
  /** The code of the callable protocol; `ok` for an answer. */
  code: string;
  reason?: ErrorReason | 'UNFORESEEN' | undefined;
  /** The wrong field of the request, by the protocol's name. */
  field?: string | undefined;
  /** The called model, if there is one. */
  model?: string | undefined;
  version?: number | undefined;
  /** The label that selected the version, if one did. */
  label?: string | undefined;
  engine?: string | undefined;
  /** True if a snapshot answered the whole call. */
  snapshot?: boolean | undefined;
  /** True if the instance had run no model when the call arrived. */
  cold: boolean;
  /** Age of the process when its first call arrived; only in the line of that call. */
  startMs?: number | undefined;
  loadMs?: number | undefined;
  queueMs?: number | undefined;
  inferenceMs?: number | undefined;
  /** Time from the arrival of the request's head to its answer. */
  totalMs: number;
  rows?: number | undefined;
  /** Bytes of the request's body. */
  requestBytes?: number | undefined;
  instanceId: string;
  /** The percentage of calls that are logged, if not all are. */
  sampledPercent?: number | undefined;
}

/** Log line of a call that was refused or failed before it reached the function. It names no model. */
export type GateLine = Pick<
  CallLine,
  'event' | 'message' | 'time' | 'outcome' | 'code' | 'reason' | 'field' | 'requestBytes' | 'sampledPercent'
> & { stage: 'gate' };
