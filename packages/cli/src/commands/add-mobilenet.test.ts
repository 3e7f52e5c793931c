import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectModel } from '@pilotlight/model-formats';
import { createModelRuntime } from '@pilotlight/model-runtime';
import { installedAsset } from '@pilotlight/model-runtime/deployment';
import { type Bitmap, readBmp } from '@pilotlight/model-runtime/read-bmp';
import { encodeBinaryTensor, parseRequest } from '@pilotlight/protocol';
import type { Tensor } from '@pilotlight/protocol/tensors';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addModel } from '../models/add-model.ts';
import { readLabels } from '../models/read-labels.ts';

/** A folder with the quantized MobileNetV2, its labels, and photographs of a cat and a sunflower. */
const DATA = process.env['MOBILENET_DATA'] ?? '';
const SIDE = 224;

let models: string;
beforeAll(async () => {
  models = await mkdtemp(join(tmpdir(), 'pilotlight-mobilenet-'));
});
afterAll(() => rm(models, { recursive: true, force: true }));

it.skipIf(DATA === '')(
  'sees from its snapshot, to the last of 1001 numbers, what the engine sees on photographs (from MOBILENET_DATA)',
  async () => {
    const { whyNoSnapshot } = await addModel({
      description: await inspectModel(join(DATA, 'mobilenet_v2_1.0_224_quant.tflite')),
      modelsDirectory: models,
      name: 'mobilenet',
      labels: await readLabels(join(DATA, 'imagenet_labels.txt')),
    });
    expect(whyNoSnapshot).toBe(undefined);
    const restored = createModelRuntime({ modelsDirectory: models, assetPath: noEngine });
    const engine = createModelRuntime({ modelsDirectory: models, assetPath: installedAsset });
    await engine.startEngine({ model: 'mobilenet', version: undefined });

    const best: string[] = [];
    for (const photograph of ['resized_cat.bmp', 'sunflower.bmp', 'resized_cat.bmp']) {
      const image = asked(readBmp(await readFile(join(DATA, photograph))));
      const request = parseRequest({ inputs: { input: encodeBinaryTensor(image) }, raw: true });
      if (request.op !== 'predict') throw new TypeError('a predict request was meant');
      const { outputs, labels } = await restored.predict(request);
      expect(outputs).toEqual((await engine.predict(request)).outputs);
      const scores = Array.from(Object.values(outputs)[0]?.data ?? [], Number);
      expect(scores).toHaveLength(1001);
      best.push(labels?.[scores.indexOf(Math.max(...scores))] ?? '');
    }
    expect(best).toEqual(['Egyptian cat', 'daisy', 'Egyptian cat']);
  },
);

/** So that nothing but the snapshot can answer. */
function noEngine(file: string): never {
  throw new RangeError(`there is no ${file}`);
}

/** A photograph as the model takes it: the nearest pixels. */
function asked({ width, height, pixels }: Bitmap): Tensor {
  const data = new Uint8Array(SIDE * SIDE * 3);
  for (let at = 0; at < data.length; at++) {
    const x = Math.floor((Math.floor(at / 3) % SIDE) * (width / SIDE));
    const y = Math.floor(Math.floor(at / 3 / SIDE) * (height / SIDE));
    data[at] = pixels[(y * width + x) * 3 + (at % 3)] ?? 0;
  }
  return { dtype: 'uint8', shape: [1, SIDE, SIDE, 3], data };
}
