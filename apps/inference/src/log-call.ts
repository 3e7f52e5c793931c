import type { IncomingMessage } from 'node:http';
import { CALL_EVENT, type CallLine, type Outcome } from '@pilotlight/call-log/line';
import type { CallRecord } from '@pilotlight/model-runtime';
import {
  CALLABLE_CODES,
  type ErrorReason,
  InvalidRequestError,
  type ParsedRequest,
  PilotlightError,
  REQUEST_FIELDS,
  RequestTooLargeError,
} from '@pilotlight/protocol';
import * as logger from 'firebase-functions/logger';
import { arrivalTime } from './arrival-times.ts';
import type { Arrival } from './instance.ts';

/** A call that was answered or refused. */
export interface EndedCall {
  arrival: Arrival;
  instanceId: string;
  /** The model, its engine, and the times of the call, from the runtime. */
  record: CallRecord;
  op?: ParsedRequest['op'];
  /** The error, if there is no answer. */
  error?: unknown;
}

/** Reasons that the caller cannot fix: the deployment is too slow, too small, or broken. */
const FAILURES: ReadonlySet<string> = new Set<ErrorReason | 'UNFORESEEN'>([
  'OVERLOADED',
  'DEADLINE_EXCEEDED',
  'MODEL_BROKEN',
  'INFERENCE_FAILED',
  'ENGINE_FAILED',
  'UNFORESEEN',
]);

/**
 * Logs a call after its answer was sent, so that the caller does not wait for it. The logger adds the platform's trace of
 * the request, so that Cloud Logging shows the two together.
 *
 * @param percent the percentage of calls to log.
 */
export function logCall(
  call: EndedCall,
  { request, percent }: { request: IncomingMessage; percent: number },
): void {
  if (percent < 100 && Math.random() * 100 >= percent) return;
  const line = callLine(call, request);
  if (percent < 100) line.sampledPercent = percent;
  const severity = line.outcome === 'failed' ? 'WARNING' : 'INFO';
  setImmediate(() => logger.write({ severity, ...line }));
}

/** Returns the log line of a call. @param request read only for the length of its body. */
export function callLine(
  { arrival, instanceId, record, op, error }: EndedCall,
  request: IncomingMessage,
): CallLine {
  const ended = outcomeOf(error);
  const arrived = arrivalTime(request);
  const isFirst = arrival.idleMs === arrival.ageMs;
  const line: CallLine = {
    event: CALL_EVENT,
    message: '',
    time: new Date().toISOString(),
    op,
    ...ended,
    ...record,
    loadMs: rounded(record.loadMs),
    queueMs: rounded(record.queueMs),
    inferenceMs: rounded(record.inferenceMs),
    cold: arrival.isCold,
    startMs: isFirst ? rounded(arrived) : undefined,
    totalMs: rounded(performance.now() - arrived),
    requestBytes: lengthOf(request),
    instanceId,
  };
  line.message = inShort(line);
  return line;
}

function outcomeOf(error: unknown): Pick<CallLine, 'outcome' | 'code' | 'reason' | 'field'> {
  if (error === undefined) return { outcome: 'answered', code: 'ok' };
  const reason = PilotlightError.isInstance(error) ? error.reason : 'UNFORESEEN';
  const outcome: Outcome = FAILURES.has(reason) ? 'failed' : 'refused';
  const code = reason === 'UNFORESEEN' ? 'internal' : CALLABLE_CODES[reason];
  const isOfField = InvalidRequestError.isInstance(error) || RequestTooLargeError.isInstance(error);
  return { outcome, code, reason, field: isOfField ? ownFieldName(error.issue.field) : undefined };
}

/** Returns the field at the start of a path such as `instances[3]`; `other` for a name that is not the protocol's. */
function ownFieldName(path: string): string {
  const name = /^[a-z]+/.exec(path)?.[0] ?? '';
  return name === 'request' || REQUEST_FIELDS.includes(name) ? name : 'other';
}

/** Returns the caller's content length, which Node.js has enforced. There are no headers if code calls the function. */
function lengthOf({ headers }: Partial<IncomingMessage>): number | undefined {
  const { 'content-length': length = '' } = headers ?? {};
  return /^\d{1,9}$/.test(length) ? Number(length) : undefined;
}

/** Rounds milliseconds to microseconds. */
function rounded(ms: number): number;
function rounded(ms: number | undefined): number | undefined;
function rounded(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.round(ms * 1000) / 1000;
}

function inShort({
  op,
  model,
  version,
  label,
  outcome,
  reason,
  field,
  rows,
  cold,
  totalMs,
  snapshot,
  engine,
}: CallLine): string {
  const asked = model === undefined ? '' : ` ${model}/${version}${label === undefined ? '' : ` (${label})`}`;
  const where = field === undefined ? '' : ` (${field})`;
  const why = reason === undefined ? '' : `: ${reason}${where}`;
  const size = rows === undefined ? '' : `, ${rows} ${rows === 1 ? 'row' : 'rows'}`;
  const by = engine === undefined ? '' : `, ${engine}${snapshot ? ' snapshot' : ''}`;
  return `${op ?? 'a call'}${asked} ${outcome}${why} in ${totalMs.toFixed(1)} ms${cold ? ', cold' : ''}${size}${by}`;
}
