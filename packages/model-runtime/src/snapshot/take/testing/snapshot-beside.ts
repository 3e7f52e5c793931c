import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeBinaryTensor, parseRequest } from '@pilotlight/protocol';
import type { NamedTensors } from '@pilotlight/protocol/tensors';
import type { CallRecord } from '../../../call-record.ts';
import { installedAsset } from '../../../deployment/runtime-parts.ts';
import { createModelRuntime, type ModelRuntime } from '../../../model-runtime.ts';
import { createModelsDirectory, type TestModel, writeTestModel } from '../../../testing/models.ts';
import { writeSnapshot } from '../write-snapshot.ts';

export function ask(
  runtime: ModelRuntime,
  inputs: NamedTensors,
  record: CallRecord = {},
  signature?: string,
): Promise<{ outputs: NamedTensors }> {
  const request = parseRequest({
    ...(signature === undefined ? {} : { signature }),
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([name, tensor]) => [name, encodeBinaryTensor(tensor)]),
    ),
  });
  if (request.op !== 'predict') throw new TypeError('a predict request was meant');
  return runtime.predict(request, { record });
}

export const runtimeOf = (modelsDirectory: string) =>
  createModelRuntime({ modelsDirectory, assetPath: installedAsset });

/**
 * Serves a model in two runtimes: one runs its snapshot and has no other file to run, the other has no snapshot.
 */
export async function snapshotBeside(written: TestModel) {
  const [models, plain] = [await createModelsDirectory(), await createModelsDirectory()];
  const { path, snapshot } = await writeSnapshot(models.path, 'm', written);
  await writeTestModel(plain.path, 'm', 1, written);
  for (const file of ['model.json', 'weights.bin']) await rm(join(path, file));
  return {
    snapshot,
    ordinary: runtimeOf(plain.path),
    runtime: runtimeOf(models.path),
    async [Symbol.asyncDispose]() {
      for (const folder of [models, plain]) await folder[Symbol.asyncDispose]();
    },
  };
}

export const row = (...data: number[]) =>
  ({ dtype: 'float32', shape: [1, data.length], data: Float32Array.from(data) }) as const;
