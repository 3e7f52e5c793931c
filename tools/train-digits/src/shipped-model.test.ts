import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createModelRuntime, parseManifest } from '@pilotlight/model-runtime';
import { installedAsset } from '@pilotlight/model-runtime/engine-parts';
import { describe, expect, it } from 'vitest';
import { classify } from './evaluation/classify.ts';
import { CLASSES } from './mnist/digit-set.ts';
import { describeNetwork } from './network/describe-network.ts';
import { tally } from '@pilotlight/optimizer/evaluation';
import { fromRoot } from './from-root.ts';
import { readMnist } from './mnist/read-mnist.ts';
import { OUTPUT_NAME } from './network/tensor-names.ts';

const runtime = createModelRuntime({
  modelsDirectory: fromRoot('models'),
  assetPath: installedAsset,
});
const readModelFile = (name: string) => readFile(fromRoot(`models/digits/1/${name}`));

describe('models/digits/1', () => {
  it('is made of the files that its manifest lists', async () => {
    const { files } = parseManifest(JSON.parse(String(await readModelFile('manifest.json'))));
    expect(Object.keys(files)).toEqual(['model.json', 'weights.bin']);
    for (const [name, digest] of Object.entries(files)) {
      const content = await readModelFile(name);
      expect(`sha256-${createHash('sha256').update(content).digest('hex')}`).toBe(digest);
    }
  });

  it('is the network of this tool, and below half a megabyte', async () => {
    const { byteLength } = await readModelFile('weights.bin');
    const parameters = describeNetwork().reduce((sum, layer) => sum + layer.parameters, 0);
    expect(byteLength).toBe(parameters * Float32Array.BYTES_PER_ELEMENT);
    expect(byteLength).toBeLessThanOrEqual(500_000);
  });

  it('sees a 7 in its sample, the first test image', async () => {
    const [prediction] = await runtime.warm({ model: 'digits', version: 1 });
    const probabilities = [...(prediction?.outputs[OUTPUT_NAME]?.data ?? [])];
    expect(probabilities).toHaveLength(10);
    expect(probabilities[7]).toBeGreaterThan(0.9);
  });

  it.skipIf(!process.env['MNIST_DATA'])(
    'knows at least 99.2% of all 10,000 test images (from MNIST_DATA)',
    async () => {
      const set = await readMnist({ directory: process.env['MNIST_DATA'] ?? '', part: 'test' });
      const predictions = await classify({ runtime, set, onProgress: () => {} });
      expect(predictions).toHaveLength(10_000);
      expect(tally({ classes: CLASSES, labels: set.labels, predictions }).accuracy).toBeGreaterThanOrEqual(
        0.992,
      );
    },
    60_000,
  );
});
