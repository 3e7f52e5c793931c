import type { IncomingMessage } from 'node:http';
import type { Refusal } from './refusal.ts';
import type { RefusalLog } from './request-bounds.ts';

/** Refusals that are not the caller's to change. */
const FAILURES: ReadonlySet<string> = new Set(['OVERLOADED', 'INTERNAL', 'UNAVAILABLE']);

/** As both of the headers begin by which a platform passes on the trace of a request. */
const TRACE_ID = /^(?:[0-9a-f]{2}-)?([0-9a-f]{32})[/-]/i;

/** How many of a hundred refusals have a line; all of them, unless the deployment says so. */
export function loggedPercent(log: RefusalLog | undefined): number {
  return Number((log && process.env[log.percentVariable]) ?? 100);
}

/**
 * The line that the log has of a refused request. Nothing of the request is in it but the length of its body and its trace, by
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
    message: `a call ${hasFailed ? 'failed' : 'refused'} before its function: ${message}`,
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
