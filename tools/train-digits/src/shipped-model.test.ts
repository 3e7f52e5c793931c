import { readFile } from 'node:fs/promises';
import { createModelRuntime } from '@pilotlight/model-runtime';
import { digestOf, parseManifest } from '@pilotlight/model-runtime/store';
import { installedAsset } from '@pilotlight/model-runtime/deployment';
import { encodeBinaryTensor, parseRequest } from '@pilotlight/protocol';
import { describe, expect, it } from 'vitest';
import { classify } from './evaluation/classify.ts';
import { CLASSES } from './mnist/digit-set.ts';
import { describeNetwork } from './network/describe-network.ts';
import { modelBytes } from '@pilotlight/optimizer';
import { tally } from '@pilotlight/optimizer/tally';
import { fromRoot } from './from-root.ts';
import { SIDE } from './mnist/digit-set.ts';
import { readMnist } from './mnist/read-mnist.ts';
import { INPUT_NAME, OUTPUT_NAME } from './network/tensor-names.ts';
import { batches } from './training/batches.ts';
import { scalePixels } from './training/scale-pixels.ts';

const runtime = createModelRuntime({
  modelsDirectory: fromRoot('models'),
  assetPath: installedAsset,
});
const WEIGHTS = { 1: 'weights.bin', 2: 'group1-shard1of1.bin' };
const readModelFile = (version: number, name: string) =>
  readFile(fromRoot(`models/digits/${version}/${name}`));
const manifestOf = async (version: number) =>
  parseManifest(JSON.parse(String(await readModelFile(version, 'manifest.json'))));

describe('models/digits/1', () => {
  it('is the network of this tool, and smaller than half a megabyte', async () => {
    const { byteLength } = await readModelFile(1, 'weights.bin');
    const parameters = describeNetwork().reduce((sum, layer) => sum + layer.parameters, 0);
    expect(byteLength).toBe(parameters * Float32Array.BYTES_PER_ELEMENT);
    expect(byteLength).toBeLessThanOrEqual(500_000);
  });
});

describe('models/digits/2', () => {
  it('is at most 40 KB deflated', async () => {
    const { compressed } = await modelBytes(fromRoot('models/digits/2'), ['model.json', WEIGHTS[2]]);
    expect(compressed).toBeLessThanOrEqual(40_000);
  });

  it('records how it was made from version 1', async () => {
    const { provenance } = await manifestOf(2);
    const { files } = await manifestOf(1);
    expect(provenance?.of).toEqual({
      model: 'digits',
      version: 1,
      files: { 'model.json': files['model.json'], 'weights.bin': files['weights.bin'] },
    });
    expect(provenance?.steps.map(({ step }) => step)).toEqual(['prune', 'prune', 'quantize']);
  });
});

describe.each([1, 2] as const)('models/digits/%i', (version) => {
  it('has the files that its manifest lists', async () => {
    const { files } = await manifestOf(version);
    expect(Object.keys(files)).toEqual([
      'model.json',
      WEIGHTS[version],
      'snapshot/engine.wasm',
      'snapshot/memory.bin',
      'snapshot/plan.json',
    ]);
    for (const [name, digest] of Object.entries(files)) {
      const content = await readModelFile(version, name);
      expect(digestOf(content)).toBe(digest);
    }
  });

  it('recognizes a 7 in its sample, the first test image', async () => {
    const [prediction] = await runtime.warm({ model: 'digits', version });
    const probabilities = [...(prediction?.outputs[OUTPUT_NAME]?.data ?? [])];
    expect(probabilities).toHaveLength(10);
    expect(probabilities[7]).toBeGreaterThan(0.9);
  });

  it.skipIf(!process.env['MNIST_DATA'])(
    'recognizes at least 99.2% of all 10,000 test images (from MNIST_DATA)',
    async () => {
      const set = await readMnist({ directory: process.env['MNIST_DATA'] ?? '', part: 'test' });
      const predictions = await classify({ runtime, version, set, onProgress: () => {} });
      expect(predictions).toHaveLength(10_000);
      expect(tally({ classes: CLASSES, labels: set.labels, predictions }).accuracy).toBeGreaterThanOrEqual(
        0.992,
      );
    },
    60_000,
  );

  it.skipIf(!process.env['MNIST_DATA'])(
    'gives from its snapshot the same answers as its engine for 300 test images, one by one (from MNIST_DATA)',
    async () => {
      const all = await readMnist({ directory: process.env['MNIST_DATA'] ?? '', part: 'test' });
      const set = { ...all, count: 300 };
      const restored = createModelRuntime({ modelsDirectory: fromRoot('models'), assetPath: noEngine });
      const seen: number[] = [];
      const indices = Uint32Array.from({ length: set.count }, (_, index) => index);
      for (const { images } of batches({ set, indices, size: 1, draw: scalePixels })) {
        const request = parseRequest({
          version,
          inputs: {
            [INPUT_NAME]: encodeBinaryTensor({ dtype: 'float32', shape: [1, SIDE, SIDE, 1], data: images }),
          },
        });
        if (request.op !== 'predict') throw new TypeError('a predict request was expected');
        const { outputs } = await restored.predict(request);
        const probabilities = Array.from(outputs[OUTPUT_NAME]?.data ?? [], Number);
        seen.push(probabilities.indexOf(Math.max(...probabilities)));
      }
      expect(seen).toEqual([...(await classify({ runtime, version, set, onProgress: () => {} }))]);
    },
  );
});

/** Throws for every file, so that only the snapshot can answer. */
function noEngine(file: string): never {
  throw new RangeError(`there is no ${file}`);
}
