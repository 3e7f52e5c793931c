import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeBinaryTensor, parseRequest } from '@pilotlight/protocol';
import type { NamedTensors } from '@pilotlight/protocol/tensors';
import type { CallRecord } from '../../../call-record.ts';
import { installedAsset } from '../../../deployment/runtime-parts.ts';
import { createModelRuntime, type ModelRuntime } from '../../../model-runtime.ts';
import { createModelsDirectory, type TestModel } from '../../../testing/models.ts';
import { writeSnapshot } from '../write-snapshot.ts';

export function ask(
  runtime: ModelRuntime,
  inputs: NamedTensors,
  record: CallRecord = {},
): Promise<{ outputs: NamedTensors }> {
  const request = parseRequest({
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([name, tensor]) => [name, encodeBinaryTensor(tensor)]),
    ),
  });
  if (request.op !== 'predict') throw new TypeError('a predict request was meant');
  return runtime.predict(request, { record });
}

/**
 * Serves a model in two runtimes: one runs its snapshot and has no other file to run, the other runs it on its engine.
 */
export async function snapshotBeside(written: TestModel) {
  const models = await createModelsDirectory();
  const { path, snapshot } = await writeSnapshot(models.path, 'm', written);
  const create = () => createModelRuntime({ modelsDirectory: models.path, assetPath: installedAsset });
  const ordinary = create();
  await ordinary.startEngine({ model: 'm', version: undefined });
  for (const file of ['model.json', 'weights.bin']) await rm(join(path, file));
  return {
    snapshot,
    ordinary,
    runtime: create(),
    [Symbol.asyncDispose]: () => models[Symbol.asyncDispose](),
  };
}

export const row = (...data: number[]) =>
  ({ dtype: 'float32', shape: [1, data.length], data: Float32Array.from(data) }) as const;
