import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FIXTURES } from '../../../engines/litert/testing/fixtures.ts';
import { digestOfFile } from '../../../store/digest.ts';
import { MANIFEST_FILE, type Manifest } from '../../../store/manifest.ts';
import type { ModelDirectory } from '../../../store/model-directory.ts';

/** Writes a TensorFlow Lite file of the fixtures as version 1 of the model `m`, without a snapshot. */
export async function writeTflite(
  modelsDirectory: string,
  file: string,
  signatures: Manifest['signatures'],
): Promise<ModelDirectory> {
  const directory = { model: 'm', version: 1, path: join(modelsDirectory, 'm/1') };
  await mkdir(directory.path, { recursive: true });
  const entry = basename(file);
  await copyFile(join(FIXTURES, file), join(directory.path, entry));
  const files = { [entry]: await digestOfFile(join(directory.path, entry)) };
  const manifest = { format: 'tflite', engine: 'litert', entry, signatures, files, sample: 'zeros' };
  await writeFile(join(directory.path, MANIFEST_FILE), JSON.stringify(manifest));
  return directory;
}
