import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRequest } from '@pilotlight/protocol';
import { expect, it, onTestFinished } from 'vitest';
import { installedAsset } from '../deployment/runtime-parts.ts';
import { createModelRuntime } from '../model-runtime.ts';
import { flatJpeg, flatPng } from '../testing/flat-images.ts';
import { createModelsDirectory, PIXELS_GRAPH, writeTestModel } from '../testing/models.ts';

async function servePixels() {
  const models = await createModelsDirectory();
  onTestFinished(() => models[Symbol.asyncDispose]());
  const preprocessing = { x: { resize: 'nearest', crop: 'none', channels: 'rgb', mean: 0, std: 1 } };
  await writeTestModel(models.path, 'pixels', 1, PIXELS_GRAPH, { preprocessing });
  const runtime = createModelRuntime({ modelsDirectory: models.path, assetPath: installedAsset });
  onTestFinished(() => runtime.unload());
  return async (row: unknown) => {
    const request = parseRequest({ instances: [row] });
    if (request.op !== 'predict') throw new TypeError('expected a predict request');
    return runtime.predict(request);
  };
}

const SMALL = {
  tensor: [
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    [
      [7, 8, 9],
      [10, 11, 12],
    ],
  ],
  image: { b64: await readFile(join(import.meta.dirname, 'fixtures/rgb.jpg'), 'base64') },
};

const LONG = {
  JPEG: flatJpeg('baseline'),
  'progressive JPEG': flatJpeg('progressive'),
  PNG: flatPng('RGB'),
};

it.each(['JPEG', 'progressive JPEG', 'PNG'] as const)(
  'a small call does not wait until a %s of 12 megapixels is decoded',
  async (kind) => {
    const predict = await servePixels();
    const encoded = LONG[kind].toString('base64');
    // Both ways of decoding are available.
    for (const row of [SMALL.tensor, SMALL.image, { b64: encoded }]) await predict(row);

    const decoded = new AbortController();
    const long = predict({ b64: encoded }).finally(() => decoded.abort());
    let answered = 0;
    while (!decoded.signal.aborted) {
      await predict(SMALL.tensor);
      await predict(SMALL.image);
      answered += 2;
    }
    expect((await long).outputs['y']?.shape).toEqual([1, 2, 2, 3]);
    // If a decode held the only turn, all the time would be before the first answer or after the last.
    expect(answered).toBeGreaterThan(4);
  },
);
