import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createModelRuntime, parseManifest } from '@pilotlight/model-runtime';
import { installedAsset } from '@pilotlight/model-runtime/engine-parts';
import type { AskableModel } from './askable-model.ts';

const MODELS = join(import.meta.dirname, '../../../../models');

/** The digits model, and what it takes a pixel as. */
export async function servedDigits(): Promise<AskableModel> {
  const path = join(MODELS, 'digits/1');
  const manifest = parseManifest({
    ...JSON.parse(await readFile(join(path, 'manifest.json'), 'utf8')),
    preprocessing: { image: { resize: 'bilinear', crop: 'none', channels: 'gray', mean: 0, std: 255 } },
  });
  const runtime = createModelRuntime({ modelsDirectory: MODELS, assetPath: installedAsset });
  return { name: 'digits', directory: { model: 'digits', version: 1, path }, manifest, runtime };
}
