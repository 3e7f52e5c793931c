import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRequest } from '@pilotlight/protocol';
import { memory } from '@tensorflow/tfjs-core';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect, it } from 'vitest';
import { installedAsset } from './deployment/runtime-parts.ts';
import { createModelRuntime } from './model-runtime.ts';
import { createModelsDirectory, DENSE_GRAPH, writeTestModel } from './testing/models.ts';

const MODELS = 100;
const CALLS = 2000;
const AT_A_TIME = 16;
const BUDGET_MIB = 10;
const BROKEN = [7, 23, 41, 68, 90];

/** The nth of a hundred is asked a hundredth as often as the first. */
function zipf(random: () => number): number {
  const total = Array.from({ length: MODELS }, (_, n) => 1 / (n + 1)).reduce((sum, one) => sum + one, 0);
  let left = random() * total;
  let n = 0;
  while (n < MODELS - 1 && left > 1 / (n + 1)) {
    left -= 1 / (n + 1);
    n += 1;
  }
  return n;
}

/** What the nth model answers, worked out by hand: all of its weights are larger by n. */
function right(n: number, [a, b]: readonly [number, number]): number[] {
  return [(1 + n) * a + (3 + n) * b + 0.5 + n, (2 + n) * a + (4 + n) * b - 100 + n].map((y) =>
    Math.max(0, y),
  );
}

it('answers for a hundred models within the memory of ten, and a broken one breaks itself alone', async () => {
  await using directory = await createModelsDirectory();
  for (let n = 0; n < MODELS; n++) {
    const weights = Float32Array.from(DENSE_GRAPH.weights, (weight) => weight + n);
    const measured = { processMiB: 60, peakMiB: 110, heldMiB: 1, coldStartMs: 100 };
    await writeTestModel(directory.path, `net-${n}`, 1, { ...DENSE_GRAPH, weights }, { measured });
  }
  for (const n of BROKEN) await writeFile(join(directory.path, `net-${n}/1/weights.bin`), 'broken');
  const runtime = createModelRuntime({
    modelsDirectory: directory.path,
    assetPath: installedAsset,
    budgetMiB: BUDGET_MIB,
  });

  async function ask(n: number, x: readonly [number, number]) {
    const request = parseRequest({ model: `net-${n}`, instances: [x] });
    if (request.op !== 'predict') throw new TypeError('a predict request was meant');
    const { outputs } = await runtime.predict(request);
    return [...(outputs['y']?.data ?? [])];
  }
  const generator = xoroshiro128plus(17);
  const random = () => uniformFloat64(generator);
  let called = 0;
  let most = 0;
  const failures = new Map<number, string>();
  async function caller() {
    while (called < CALLS) {
      called += 1;
      const n = zipf(random);
      const x = [Math.floor(random() * 100), Math.floor(random() * 100)] as const;
      await ask(n, x).then(
        (answer) => expect(answer).toEqual(right(n, x)),
        (error: { reason: string }) => void failures.set(n, error.reason),
      );
      most = Math.max(most, memory().numTensors);
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, caller));

  expect([...failures].toSorted(([a], [b]) => a - b)).toEqual(BROKEN.map((n) => [n, 'MODEL_BROKEN']));
  // A kernel and a bias of each that is held, and what the one that runs has beside them.
  expect(most).toBeLessThanOrEqual(2 * BUDGET_MIB + 10);
  await runtime.unload();
  expect(memory().numTensors).toBe(0);
});
