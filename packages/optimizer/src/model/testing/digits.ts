import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectModel } from '@pilotlight/model-formats';
import { createModelRuntime } from '@pilotlight/model-runtime';
import { type Manifest, parseManifest } from '@pilotlight/model-runtime/store';
import { installedAsset } from '@pilotlight/model-runtime/deployment';
import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';
import type { ServedModel } from '../served-model.ts';

const PIXELS = { resize: 'bilinear', crop: 'none', channels: 'gray', mean: 0, std: 255 };
const MODELS = join(import.meta.dirname, '../../../../../models');

/** Returns a manifest for a model of digits that has not been added. */
export async function digitsManifest(path: string): Promise<Manifest> {
  const { signatures, format } = await inspectModel(path);
  const [input = ''] = Object.keys(signatures[DEFAULT_SIGNATURE]?.inputs ?? {});
  return parseManifest({
    format,
    engine: 'wasm',
    entry: 'model.json',
    signatures,
    preprocessing: { [input]: PIXELS },
    files: {},
    sample: 'zeros',
  });
}

/** Returns the digits model, with its pixel range. */
export async function servedDigits(): Promise<ServedModel> {
  const path = join(MODELS, 'digits/1');
  const manifest = parseManifest({
    ...JSON.parse(await readFile(join(path, 'manifest.json'), 'utf8')),
    preprocessing: { image: PIXELS },
  });
  const runtime = createModelRuntime({ modelsDirectory: MODELS, assetPath: installedAsset });
  return { name: 'digits', directory: { model: 'digits', version: 1, path }, manifest, runtime };
}
