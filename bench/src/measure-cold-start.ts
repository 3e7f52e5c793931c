import { setTimeout as delay } from 'node:timers/promises';
import { spawnFunction } from '@pilotlight/local-platform';
import type { Contender } from './contender.ts';
import { peakMiB } from '@pilotlight/model-runtime/peak-memory';

const TIMEOUT_MS = 30_000;

export interface ColdStart {
  /** From the spawn of the process to the last byte of the first correct answer, in milliseconds. */
  firstAnswerMs: number;
  /** The second call, in milliseconds. */
  secondAnswerMs: number;
  /** The most memory that the process held, in MiB; undefined where the system does not tell. */
  peakMiB: number | undefined;
}

/** Starts a function in a process of its own, held to one processor, and asks until it answers. */
export async function measureColdStart({ data, isCorrect, ...options }: Contender): Promise<ColdStart> {
  const body = JSON.stringify({ data });
  const begun = performance.now();
  const process = await spawnFunction({ ...options, core: 0 });
  try {
    let first = await post(process.url, body);
    while (first === undefined) {
      if (performance.now() - begun > TIMEOUT_MS) {
        throw new Error(`${options.target} did not answer; it printed:\n${process.output()}`);
      }
      await delay(1);
      first = await post(process.url, body);
    }
    const firstAnswerMs = performance.now() - begun;
    if (!isCorrect(first.result)) throw new Error(`${options.target} answered ${JSON.stringify(first)}`);

    const again = performance.now();
    await post(process.url, body);
    return { firstAnswerMs, secondAnswerMs: performance.now() - again, peakMiB: await peakMiB(process.pid) };
  } finally {
    await process.stop();
  }
}

/** Undefined where nobody listens yet. */
async function post(url: string, body: string): Promise<{ result?: unknown } | undefined> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  }).catch(() => undefined);
  if (!response) return undefined;
  const answer: { result?: unknown } = JSON.parse(await response.text());
  return answer;
}
