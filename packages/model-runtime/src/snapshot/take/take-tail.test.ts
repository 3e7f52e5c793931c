import { elementCount, type NamedTensors } from '@pilotlight/protocol/tensors';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect, it } from 'vitest';
import type { CallRecord } from '../../call-record.ts';
import { installedAsset } from '../../deployment/runtime-parts.ts';
import { createModelRuntime } from '../../model-runtime.ts';
import { createModelsDirectory, type TestModel } from '../../testing/models.ts';
import { FLOAT, node } from './testing/graphs.ts';
import { COUNTED_LOOP, DETECTOR, INT, ofBoxes } from './testing/sized-by-values.ts';
import { ask, snapshotBeside } from './testing/snapshot-beside.ts';
import { writeSnapshot } from './write-snapshot.ts';

const boxes = (values: ArrayLike<number>): NamedTensors => ({
  x: { dtype: 'float32', shape: [6, 5], data: Float32Array.from(values) },
});

it.each<[string, TestModel, string]>([
  ['drops boxes that overlap', DETECTOR, 'boxes'],
  ['repeats a loop as often as there are high scores', COUNTED_LOOP, 'kept'],
])('answers from a snapshot if sizes depend on values: it %s', async (_, written, sized) => {
  await using beside = await snapshotBeside(written);
  expect(beside.snapshot).toEqual({ hasSnapshot: true, files: expect.anything() });
  const random = xoroshiro128plus(3);
  const sizes = new Set<number>();
  for (let run = 0; run < 60; run++) {
    const asked = boxes(Float32Array.from({ length: 30 }, () => uniformFloat64(random) - 0.3));
    const record: CallRecord = {};
    const { outputs } = await ask(beside.runtime, asked, record);
    expect(outputs).toEqual((await ask(beside.ordinary, asked)).outputs);
    expect(record.snapshot).toBe(true);
    sizes.add(elementCount(outputs[sized]?.shape ?? []));
  }
  expect(sizes.size).toBeGreaterThan(2);
});

it('leaves boxes that are too large for a float to the engine, and answers the next request', async () => {
  await using models = await createModelsDirectory();
  await writeSnapshot(models.path, 'm', DETECTOR);
  const runtime = createModelRuntime({ modelsDirectory: models.path, assetPath: installedAsset });
  const values = [0, 1, 2, 3, 4, 5].flatMap((box) => [0, box, 1, box + 1, 1]);
  const vast = [-1e20, -1e20, 1e20, 1e20, 1];
  const asked = [values, ...Array.from({ length: 4 }, () => [...vast, ...vast, ...values.slice(10)]), values];
  const answers: unknown[] = [];
  for (const one of asked) {
    const record: CallRecord = {};
    await ask(runtime, boxes(one), record);
    answers.push(record.snapshot);
  }
  // Other failures of a snapshot end it after three.
  expect(answers).toEqual([true, false, false, false, false, true]);
});

const HIGH = [
  node('high', 'Greater', ['scores', 'least']),
  node('places', 'Where', ['high'], { T: { type: 'DT_BOOL' } }),
];

it.each<[string, TestModel, string]>([
  [
    'goes on with an op that only its engine runs',
    ofBoxes(
      [
        ...HIGH,
        node('numbers', 'Cast', ['places'], { SrcT: INT.T, DstT: FLOAT.T }),
        node('y', 'Exp', ['numbers']),
      ],
      { floats: { least: 0 } },
      { y: { dtype: 'float32', shape: [-1, 1] } },
    ),
    'the size of a result depends on what it computes, and after that it runs Exp, which only its engine does',
  ],
  [
    'goes on in one of two ways',
    ofBoxes(
      [
        ...HIGH,
        node('count', 'Size', ['places'], { T: INT.T, out_type: INT.T }),
        node('isAny', 'Greater', ['count', 'zero'], INT),
        node('chosen', 'Switch', ['count', 'isAny'], INT),
        node('more', 'AddV2', ['chosen:1', 'one'], INT),
        node('y', 'Merge', ['chosen', 'more'], { ...INT, N: { i: '2' } }),
      ],
      { floats: { least: 0 }, whole: { zero: 0, one: 1 } },
      { y: { dtype: 'int32', shape: [] } },
    ),
    'after that it runs',
  ],
  [
    'lowers the scores of boxes that overlap',
    ofBoxes(
      [
        node('kept', 'NonMaxSuppressionV5', ['sides', 'scores', 'most', 'overlap', 'least', 'sigma']),
        node('y', 'Identity', ['kept:1']),
      ],
      { floats: { overlap: 1, least: 0, sigma: 0.5 }, whole: { most: 4 } },
      { y: { dtype: 'float32', shape: [-1] } },
    ),
    'an op lowers the scores of boxes that overlap',
  ],
])('takes no snapshot of a model that %s', async (_, written, why) => {
  await using models = await createModelsDirectory();
  const { snapshot } = await writeSnapshot(models.path, 'm', written);
  expect(snapshot).toEqual({ hasSnapshot: false, why: expect.stringContaining(why) });
});
