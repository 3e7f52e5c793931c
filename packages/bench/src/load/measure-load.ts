import autocannon from 'autocannon';
import type { Contender } from '../contenders/contender.ts';
import { percentile } from '@pilotlight/statistics/percentile';

/** A call without an answer by then is an error. */
const TIMEOUT_SECONDS = 30;

/** Results of a warm instance with a number of callers. A caller sends its next call when it has its answer. */
export interface Load {
  concurrency: number;
  seconds: number;
  /** Number of correct answers. */
  answers: number;
  requestsPerSecond: number;
  /** Latency of answers, in milliseconds; undefined if there were none. */
  latencyMs: { p50: number; p95: number; p99: number } | undefined;
  /** Number of calls with no answer, a status other than 200, or a wrong answer. */
  errors: number;
}

/** Runs autocannon against a running instance for a number of seconds. */
export async function measureLoad(
  url: string,
  { body, isCorrect }: Pick<Contender, 'body' | 'isCorrect'>,
  { concurrency, seconds }: Pick<Load, 'concurrency' | 'seconds'>,
): Promise<Load> {
  const latencies: number[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<autocannon.Result>();
  const options = {
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    connections: concurrency,
    duration: seconds,
    timeout: TIMEOUT_SECONDS,
    verifyBody: (answer: unknown) => isCorrect(parse(String(answer))),
  } as const;
  // Without a callback, its type is a promise that emits nothing.
  const running = autocannon(options, (error: unknown, result) => {
    if (error) reject(error);
    else resolve(result);
  });
  // Autocannon's own percentiles lack the 95th.
  running.on('response', (_client, statusCode, _bytes, responseTime) => {
    if (statusCode === 200) latencies.push(responseTime);
  });
  const { errors, non2xx, mismatches, duration } = await promise;
  const answers = Math.max(0, latencies.length - mismatches);
  return {
    concurrency,
    seconds: duration,
    answers,
    requestsPerSecond: answers / duration,
    latencyMs:
      latencies.length === 0
        ? undefined
        : {
            p50: percentile(latencies, 50),
            p95: percentile(latencies, 95),
            p99: percentile(latencies, 99),
          },
    errors: errors + non2xx + mismatches,
  };
}

function parse(answer: string): unknown {
  try {
    const parsed: unknown = JSON.parse(answer);
    return parsed;
  } catch {
    return undefined;
  }
}
