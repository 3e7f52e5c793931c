import { setImmediate } from 'node:timers/promises';
import type { NamedTensors } from '@pilotlight/protocol/tensors';
import type { Mutex } from '../concurrency/mutex.ts';

/**
 * Runs the parts of one request, each in a turn of its own and after the process has read what else came in
 * meanwhile: so a long request keeps a short one waiting for one part only. Times are in milliseconds.
 */
export async function runParts(
  parts: AsyncIterable<NamedTensors> | readonly NamedTensors[],
  oneAtATime: Mutex,
  run: (part: NamedTensors) => Promise<NamedTensors>,
): Promise<{ answers: NamedTensors[]; queueMs: number; inferenceMs: number }> {
  let queueMs = 0;
  let inferenceMs = 0;
  const answers: NamedTensors[] = [];
  for await (const part of parts) {
    if (answers.length > 0) await setImmediate();
    const asked = performance.now();
    const answer = await oneAtATime(async () => {
      const begun = performance.now();
      queueMs += begun - asked;
      const outputs = await run(part);
      inferenceMs += performance.now() - begun;
      return outputs;
    });
    answers.push(answer);
  }
  return { answers, queueMs, inferenceMs };
}
