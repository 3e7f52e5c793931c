import type { IncomingMessage } from 'node:http';
import type { Refusal } from './refusal.ts';
import type { RefusalLog } from './request-bounds.ts';

/** Reasons of refusals that the caller cannot fix. */
const FAILURES: ReadonlySet<string> = new Set(['OVERLOADED', 'INTERNAL', 'UNAVAILABLE']);

/** Matches the start of both headers by which a platform passes on a request's trace. */
const TRACE_ID = /^(?:[0-9a-f]{2}-)?([0-9a-f]{32})[/-]/i;

/** The percentage of refusals that are logged; defaults to 100. */
export function loggedPercent(log: RefusalLog | undefined): number {
  return Number((log && process.env[log.percentVariable]) ?? 100);
}

/**
 * Returns the log line of a refused request. It holds nothing of the request but its body's length and its trace, by
 * which Cloud Logging shows the two together.
 */
export function refusalLine(
  { code, message, details }: Refusal,
  { headers }: Pick<IncomingMessage, 'headers'>,
  { event, percent }: { event: string | undefined; percent: number },
): object {
  const { 'content-length': length = '', 'x-cloud-trace-context': trace = headers['traceparent'] } = headers;
  const traceId = TRACE_ID.exec(String(trace))?.[1];
  const hasFailed = FAILURES.has(details?.reason ?? code);
  return {
    severity: hasFailed ? 'WARNING' : 'INFO',
    event,
    stage: 'gate',
    message: `a call ${hasFailed ? 'failed' : 'was refused'} before it reached its function: ${message}`,
    time: new Date().toISOString(),
    outcome: hasFailed ? 'failed' : 'refused',
    code: code.toLowerCase().replaceAll('_', '-'),
    reason: details?.reason,
    field: details?.issue?.field,
    requestBytes: /^\d{1,15}$/.test(length) ? Number(length) : undefined,
    sampledPercent: percent < 100 ? percent : undefined,
    'logging.googleapis.com/trace': traceId && `projects/${process.env['GCLOUD_PROJECT']}/traces/${traceId}`,
  };
}
