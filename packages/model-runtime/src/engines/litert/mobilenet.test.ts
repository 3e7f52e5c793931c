import { installedAsset } from '../../deployment/runtime-parts.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NamedTensors } from '@pilotlight/protocol/tensors';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine, LoadedModel } from '../engine.ts';
import { readBmp } from '../../testing/read-bmp.ts';
import { startLitertEngine } from './litert-engine.ts';
import { sourceOf } from './testing/fixtures.ts';

/** A folder with the quantized MobileNetV2, a photograph of a cat, and a model that loads but cannot run. */
const DATA = process.env['MOBILENET_DATA'] ?? '';
const SCORES = 'MobilenetV2/Predictions/Softmax';

describe.skipIf(DATA === '')('with MOBILENET_DATA', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startLitertEngine({ assetPath: installedAsset });
  });

  it('recognizes the cat', async () => {
    const loaded = await loadMobilenet(engine);
    expect(loaded.signatures).toEqual({
      serving_default: { inputs: ['input'], outputs: [SCORES], copies: {} },
    });
    const output = (await loaded.run('serving_default', await readCat()))[SCORES];
    const scores = Array.from(output?.data ?? [], Number);
    const best = scores.indexOf(Math.max(...scores));
    expect([best, scores[best]]).toEqual([286, 202]);
  });

  it('throws the error of the library for a run that fails, and continues with other models', async () => {
    const failing = await engine.load(
      sourceOf(await readFile(join(DATA, 'model_invoking_error.tflite')), {
        serving_default: { inputs: { input_0: { dtype: 'uint8', shape: [1, 3] } }, outputs: {} },
      }),
    );
    const row = { input_0: { dtype: 'uint8', shape: [1, 3], data: new Uint8Array(3) } } as const;
    await expect(failing.run('serving_default', row)).rejects.toThrow('fake-op-double');
    await expect(failing.run('serving_default', row)).rejects.toThrow('fake-op-double');
    expect(await (await loadMobilenet(engine)).run('serving_default', await readCat())).toBeTruthy();
  });
});

async function loadMobilenet(engine: Engine): Promise<LoadedModel> {
  return engine.load(
    sourceOf(await readFile(join(DATA, 'mobilenet_v2_1.0_224_quant.tflite')), {
      serving_default: {
        inputs: { input: { dtype: 'uint8', shape: [-1, 224, 224, 3] } },
        outputs: { [SCORES]: { dtype: 'uint8', shape: [-1, 1001] } },
      },
    }),
  );
}

async function readCat(): Promise<NamedTensors> {
  const { pixels: data } = readBmp(await readFile(join(DATA, 'resized_cat.bmp')));
  return { input: { dtype: 'uint8', shape: [1, 224, 224, 3], data } };
}
