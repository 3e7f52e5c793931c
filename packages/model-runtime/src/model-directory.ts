import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
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
  const digest = digestOf(directory, manifest, file);
  const content = await readFile(join(directory.path, file)).catch(cannotRead(directory, file));
  checkDigest({ directory, file, digest, parts: [content] });
  return content;
}

/**
 * Reads one of the model's own files into parts of memory, one after the other, without a copy between.
 *
 * @throws {ModelBrokenError} as {@link readModelFile}, and where it is longer or shorter than the parts.
 */
export async function readModelFileInto({
  directory,
  manifest,
  file,
  parts,
}: {
  directory: ModelDirectory;
  manifest: Manifest;
  file: string;
  parts: readonly Uint8Array[];
}): Promise<void> {
  const digest = digestOf(directory, manifest, file);
  const handle = await open(join(directory.path, file)).catch(cannotRead(directory, file));
  try {
    for (const part of parts) {
      for (let at = 0; at < part.length;) {
        const { bytesRead } = await handle.read(part, at).catch(cannotRead(directory, file));
        if (bytesRead === 0) throw new ModelBrokenError(directory, `'${file}' is shorter than it was`);
        at += bytesRead;
      }
    }
    const { size } = await handle.stat();
    if (size !== parts.reduce((sum, { length }) => sum + length, 0))
      throw new ModelBrokenError(directory, `'${file}' is longer than it was`);
  } finally {
    await handle.close();
  }
  checkDigest({ directory, file, digest, parts });
}

function digestOf(directory: ModelDirectory, { files }: Manifest, file: string): string {
  const digest = Object.hasOwn(files, file) ? files[file] : undefined;
  if (digest !== undefined) return digest;
  throw new ModelBrokenError(directory, `a file is not listed in ${MANIFEST_FILE}: '${file}'`);
}

function cannotRead(directory: ModelDirectory, file: string) {
  return (cause: unknown): never => {
    throw new ModelBrokenError(directory, `'${file}' cannot be read`, { cause });
  };
}

function checkDigest({
  directory,
  file,
  digest,
  parts,
}: {
  directory: ModelDirectory;
  file: string;
  digest: string;
  parts: readonly Uint8Array[];
}): void {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  const real = `sha256-${hash.digest('hex')}`;
  if (real === digest) return;
  throw new ModelBrokenError(directory, `'${file}' is not the file that was added: its digest is ${real}`);
}
