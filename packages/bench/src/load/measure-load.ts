import autocannon from 'autocannon';
import type { Contender } from '../contenders/contender.ts';
import { percentile } from '@pilotlight/statistics/percentile';

/** A call that has not been answered by then is an error. */
const TIMEOUT_SECONDS = 30;

/** What a warm instance did with so many callers at a time, each asking again as soon as it is answered. */
export interface Load {
  concurrency: number;
  seconds: number;
  /** Correct answers. */
  answers: number;
  requestsPerSecond: number;
  /** Of the answers, in milliseconds; undefined where there were none. */
  latencyMs: { p50: number; p95: number; p99: number } | undefined;
  /** Calls that got no answer, or one of another status than 200, or a wrong one. */
  errors: number;
}

/** Lets autocannon ask a running instance for so many seconds. */
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
  // Without a callback it is typed as a promise that emits nothing.
  const running = autocannon(options, (error: unknown, result) => {
    if (error) reject(error);
    else resolve(result);
  });
  // Its own percentiles have no 95th.
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
