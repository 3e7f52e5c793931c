import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installedAsset } from '@pilotlight/model-runtime/deployment';
import { startEngine } from '@pilotlight/model-runtime/engines';
import { parseManifest } from '@pilotlight/model-runtime/store';
import { DEFAULT_SIGNATURE, type NamedTensors } from '@pilotlight/protocol/tensors';
import { expect } from 'vitest';
import { inspectModel } from '../inspect-model.ts';

/** Inspects a model and runs it on the chosen engine with the signature that was found. Wrong names make it fail. */
export async function runModel(path: string, inputs: NamedTensors): Promise<NamedTensors> {
  const { format, folder, entry, signatures, chosen, unsupported } = await inspectModel(path);
  if (!chosen) throw new Error(`no engine: ${unsupported.join('; ')}`);
  const engine = await startEngine(chosen.engine, { assetPath: installedAsset });
  const model = await engine.load({
    manifest: parseManifest({ format, engine: chosen.engine, entry, signatures, files: {}, sample: 'zeros' }),
    path: folder,
    read: async (file) => Uint8Array.from(await readFile(join(folder, file))),
  });
  const signature = signatures[DEFAULT_SIGNATURE];
  const names = model.signatures[DEFAULT_SIGNATURE];
  expect(names?.inputs.toSorted()).toEqual(Object.keys(signature?.inputs ?? {}).toSorted());
  expect(names?.outputs.toSorted()).toEqual(Object.keys(signature?.outputs ?? {}).toSorted());
  const outputs = await model.run(DEFAULT_SIGNATURE, inputs);
  model.dispose();
  for (const [name, { shape }] of Object.entries(signature?.outputs ?? {})) {
    expect(outputs[name]?.shape.map((size, at) => (shape[at] === -1 ? -1 : size))).toEqual(shape);
  }
  return outputs;
}
