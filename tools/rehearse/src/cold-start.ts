import { setTimeout as delay } from 'node:timers/promises';
import type { FunctionProcess } from '@pilotlight/local-platform';
import { median } from '@pilotlight/statistics/median';
import { RehearsalError } from './problem.ts';

const TIMEOUT_MS = 60_000;

/**
 * Asks a function from the moment on that its process is started until it has answered.
 *
 * @returns milliseconds until then.
 * @throws {RehearsalError} where it answers with an error or not at all.
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
        throw new RehearsalError('start', `the function does not listen; it printed:\n${process.output()}`);
      }
      await delay(2);
    }
  } finally {
    await process.stop();
  }
}

/** Measures some cold starts. @returns their median. */
export async function medianColdStart(
  start: () => Promise<FunctionProcess>,
  data: unknown,
  count = 3,
): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < count; n++) times.push(await firstAnswer(start, data));
  return median(times);
}
