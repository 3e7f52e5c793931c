import { setTimeout as delay } from 'node:timers/promises';
import type { FunctionProcess } from '@pilotlight/local-platform';
import { median } from '@pilotlight/statistics/median';
import { RehearsalError } from './problem.ts';

const TIMEOUT_MS = 60_000;

/**
 * Calls a function from the start of its process until it has answered.
 *
 * @returns the time until then in milliseconds.
 *
 * @throws {RehearsalError} if it answers with an error or not at all.
 */
async function firstAnswer(start: () => Promise<FunctionProcess>, data: unknown): Promise<number> {
  const begun = performance.now();
  const process = await start();
  try {
    for (;;) {
      const response = await fetch(process.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ data }),
      }).catch(() => undefined);
      if (response) {
        const text = await response.text();
        if (response.ok) return performance.now() - begun;
        throw new RehearsalError(
          'start',
          `the function answered ${response.status}: ${text}\n${process.output()}`,
        );
      }
      if (performance.now() - begun > TIMEOUT_MS) {
        throw new RehearsalError('start', `the function does not listen; its output:\n${process.output()}`);
      }
      await delay(2);
    }
  } finally {
    await process.stop();
  }
}

/**
 * Measures some cold starts.
 *
 * @returns their median in milliseconds.
 */
export async function medianColdStart(
  start: () => Promise<FunctionProcess>,
  data: unknown,
  count = 3,
): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < count; n++) times.push(await firstAnswer(start, data));
  return median(times);
}
