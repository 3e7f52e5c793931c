import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRequest } from '@pilotlight/protocol';
import { memory } from '@tensorflow/tfjs-core';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect, it } from 'vitest';
import type { CallRecord } from './call-record.ts';
import { installedAsset } from './deployment/runtime-parts.ts';
import { createModelRuntime } from './model-runtime.ts';
import { SNAPSHOT_FILES } from './snapshot/snapshot-plan.ts';
import { addSnapshot } from './snapshot/take/write-snapshot.ts';
import { digestOf } from './store/digest.ts';
import { denseTflite } from './testing/dense-tflite.ts';
import { createModelsDirectory, DENSE_GRAPH, ONE_ROW_GRAPH, writeTestModel } from './testing/models.ts';

const MODELS = 100;
const CALLS = 2000;
const AT_A_TIME = 16;
const BUDGET_MIB = 10;
const BROKEN = [7, 23, 40, 65, 90];

/** The nth model: most are in TensorFlow.js' form, some are `.tflite`, and some of both have a snapshot. */
function kindOf(n: number): { isTflite: boolean; hasSnapshot: boolean } {
  return { isTflite: n % 10 === 5 || n % 20 === 10, hasSnapshot: n % 10 === 0 };
}

/** The nth of a hundred is called a hundredth as often as the first. */
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

/** The nth model's answer, worked out by hand: all of its weights are larger by n. */
function right(n: number, [a, b]: readonly [number, number]): number[] {
  return [(1 + n) * a + (3 + n) * b + 0.5 + n, (2 + n) * a + (4 + n) * b - 100 + n].map((y) =>
    Math.max(0, y),
  );
}

const MEASURED = { processMiB: 60, peakMiB: 110, heldMiB: 1, coldStartMs: 100 };
const TFLITE = 'model.tflite';

async function writeNth(models: string, n: number): Promise<void> {
  const weights = Float32Array.from(DENSE_GRAPH.weights, (weight) => weight + n);
  if (!kindOf(n).isTflite) {
    await writeTestModel(models, `net-${n}`, 1, { ...DENSE_GRAPH, weights }, { measured: MEASURED });
    return;
  }
  const content = denseTflite([{ inputs: 2, weights: weights.slice(0, 4), biases: weights.slice(4) }]);
  const manifest = {
    format: 'tflite',
    engine: 'litert',
    entry: TFLITE,
    files: { [TFLITE]: digestOf(content) },
  };
  const written = { ...ONE_ROW_GRAPH, weights };
  const path = await writeTestModel(models, `net-${n}`, 1, written, { ...manifest, measured: MEASURED });
  await writeFile(join(path, TFLITE), content);
}

/** The weight file that the nth model reads when it is loaded. */
function readFirst(n: number): string {
  const { hasSnapshot, isTflite } = kindOf(n);
  if (hasSnapshot) return SNAPSHOT_FILES.memory;
  return isTflite ? TFLITE : 'weights.bin';
}

it('answers for a hundred models within the memory of ten, and a broken one affects no other', async () => {
  await using directory = await createModelsDirectory();
  const all = Array.from({ length: MODELS }, (_, n) => n);
  await Promise.all(all.map((n) => writeNth(directory.path, n)));
  // Each snapshot is taken in a process of its own.
  for (const n of all.filter((one) => kindOf(one).hasSnapshot)) {
    const path = join(directory.path, `net-${n}/1`);
    expect(await addSnapshot({ model: `net-${n}`, version: 1, path })).toMatchObject({ hasSnapshot: true });
  }
  for (const n of BROKEN) await writeFile(join(directory.path, `net-${n}/1`, readFirst(n)), 'broken');
  const runtime = createModelRuntime({
    modelsDirectory: directory.path,
    assetPath: installedAsset,
    budgetMiB: BUDGET_MIB,
  });

  async function ask(n: number, x: readonly [number, number]) {
    const request = parseRequest({ model: `net-${n}`, instances: [x] });
    if (request.op !== 'predict') throw new TypeError('expected a predict request');
    const record: CallRecord = {};
    const { outputs } = await runtime.predict(request, { record });
    expect(record.snapshot).toBe(kindOf(n).hasSnapshot);
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
  // A kernel and a bias of each loaded model, and the tensors of the one that runs.
  expect(most).toBeLessThanOrEqual(2 * BUDGET_MIB + 10);
  await runtime.unload();
  expect(memory().numTensors).toBe(0);
});
