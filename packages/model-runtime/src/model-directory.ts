import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Manifest, MANIFEST_FILE, parseManifest } from './manifest.ts';
import { ModelBrokenError } from './model-broken-error.ts';

/** One version of a model on disk: `<name>/<version>/`. */
export interface ModelDirectory {
  readonly model: string;
  readonly version: number;
  readonly path: string;
}

/** @throws {ModelBrokenError} where the manifest is missing, is no JSON, or says something it must not. */
export async function readManifest(directory: ModelDirectory): Promise<Manifest> {
  const broken = (message: string, cause: unknown) => new ModelBrokenError(directory, message, { cause });
  const text = await readFile(join(directory.path, MANIFEST_FILE), 'utf8').catch((error: unknown) => {
    throw broken(`${MANIFEST_FILE} cannot be read`, error);
  });
  try {
    return parseManifest(JSON.parse(text));
  } catch (error) {
    throw broken(`${MANIFEST_FILE} is not a manifest`, error);
  }
}

/**
 * Reads one of the model's own files whole.
 *
 * @throws {ModelBrokenError} where the manifest does not list it, it cannot be read, or its content has changed.
 */
export async function readModelFile(
  directory: ModelDirectory,
  manifest: Manifest,
  file: string,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!Object.hasOwn(manifest.files, file)) {
    throw new ModelBrokenError(directory, `a file is not listed in ${MANIFEST_FILE}: '${file}'`);
  }
  const content = await readFile(join(directory.path, file)).catch((cause: unknown) => {
    throw new ModelBrokenError(directory, `'${file}' cannot be read`, { cause });
  });
  const digest = `sha256-${createHash('sha256').update(content).digest('hex')}`;
  if (digest !== manifest.files[file]) {
    throw new ModelBrokenError(
      directory,
      `'${file}' is not the file that was added: its digest is ${digest}`,
    );
  }
  return content;
}
