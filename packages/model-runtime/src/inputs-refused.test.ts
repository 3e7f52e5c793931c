import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRequest } from '@pilotlight/protocol';
import { expect, inject, it } from 'vitest';
import { installedAsset } from './deployment/runtime-parts.ts';
import { encodeSavedModel, reshapingModel } from './engines/tfjs-node/testing/saved-models.ts';
import { createModelRuntime } from './model-runtime.ts';
import { MANIFEST_FILE } from './store/manifest.ts';
import { createModelsDirectory } from './testing/models.ts';

it.skipIf(!inject('addonLoads'))(
  'tells a caller that the values are refused, and the owner that the sample is',
  async () => {
    await using directory = await createModelsDirectory();
    const path = join(directory.path, 'reshape/1');
    await mkdir(path, { recursive: true });
    const savedModel = encodeSavedModel(reshapingModel());
    await writeFile(join(path, 'saved_model.pb'), savedModel);
    const manifest = {
      format: 'saved-model',
      engine: 'tfjs-node',
      entry: 'saved_model.pb',
      signatures: {
        serving_default: {
          inputs: { x: { dtype: 'float32', shape: [-1] }, shape: { dtype: 'int32', shape: [-1] } },
          outputs: { y: { dtype: 'float32', shape: [-1] } },
        },
      },
      files: { 'saved_model.pb': `sha256-${createHash('sha256').update(savedModel).digest('hex')}` },
      sample: { x: [1, 2], shape: [3] },
    };
    await writeFile(join(path, MANIFEST_FILE), JSON.stringify(manifest));
    const runtime = createModelRuntime({ modelsDirectory: directory.path, assetPath: installedAsset });
    const predict = async (shape: number) => {
      const request = parseRequest({ inputs: { x: [1, 2], shape: [shape] } });
      if (request.op !== 'predict') throw new TypeError('expected a predict request');
      return runtime.predict(request);
    };

    expect((await predict(2)).outputs['y']?.data).toEqual(Float32Array.of(1, 2));
    await expect(predict(3)).rejects.toMatchObject({
      reason: 'INVALID_REQUEST',
      issue: {
        field: 'inputs',
        received:
          'values that the engine refuses: Input to reshape is a tensor with 2 values, but the requested shape has 3',
      },
    });
    await expect(runtime.warm({ model: undefined, version: undefined })).rejects.toMatchObject({
      reason: 'INFERENCE_FAILED',
    });
  },
);
