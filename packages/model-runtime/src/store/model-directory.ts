import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { digestOf } from './digest.ts';
import { type Manifest, MANIFEST_FILE, parseManifest } from './manifest.ts';
import { ModelBrokenError } from '../errors/model-broken-error.ts';
import { type Fill, SHARED_PAGES_FILE, splitByRuns } from './page-runs.ts';
import { pathOfFile, type SharedFiles } from './shared-files.ts';

/** One version of a model on disk: `<name>/<version>/`. */
export interface ModelDirectory {
  readonly model: string;
  readonly version: number;
  readonly path: string;
  readonly shared?: SharedFiles;
}

/** @throws {ModelBrokenError} if the manifest is missing, is not JSON, or is invalid. */
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
 * @throws {ModelBrokenError} if the manifest does not list it, it cannot be read, or its content has changed.
 */
export async function readModelFile(
  directory: ModelDirectory,
  manifest: Manifest,
  file: string,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!Object.hasOwn(manifest.files, file)) {
    throw new ModelBrokenError(directory, `a file is not listed in ${MANIFEST_FILE}: '${file}'`);
  }
  const content = await readFile(pathOfFile(directory, manifest, file)).catch(cannotRead(directory, file));
  const digest = digestOf(content);
  if (digest !== manifest.files[file]) {
    throw new ModelBrokenError(
      directory,
      `'${file}' is not the file that was added: its digest is ${digest}`,
    );
  }
  return content;
}

/**
 * Reads one of the model's own files into parts of memory, one after the other, without a copy in between.
 *
 * @param crc32 the checksum of the file, computed when it was read by its digest.
 * @throws {ModelBrokenError} if it cannot be read, is longer or shorter than the parts, or its content has changed.
 */
export async function readModelFileInto({
  directory,
  manifest,
  file,
  parts,
  crc32: expected,
}: {
  directory: ModelDirectory;
  manifest: Manifest;
  file: string;
  parts: readonly Uint8Array[];
  crc32: number;
}): Promise<void> {
  const { own, shared } = splitByRuns(parts, manifest.pages?.[file] ?? []);
  const path = pathOfFile(directory, manifest, file);
  const size = await fillFrom({ directory, file, path }, [{ position: 0, parts: own }]);
  if (size !== own.reduce((sum, { length }) => sum + length, 0))
    throw new ModelBrokenError(directory, `'${file}' is longer than when it was added`);
  if (shared.length > 0) {
    const folder = directory.shared?.folder ?? directory.path;
    await fillFrom({ directory, file: SHARED_PAGES_FILE, path: join(folder, SHARED_PAGES_FILE) }, shared);
  }
  const real = parts.reduce((checksum, part) => crc32(part, checksum), 0);
  if (real !== expected) {
    throw new ModelBrokenError(
      directory,
      `'${file}' is not the file that was added: its checksum is ${real}`,
    );
  }
}

/**
 * Fills parts of memory from places of a file, with as few system calls as possible: a snapshot may have hundreds of
 * parts, with empty memory between them.
 *
 * @returns the file's length.
 */
async function fillFrom(
  { directory, file, path }: { directory: ModelDirectory; file: string; path: string },
  fills: readonly Fill[],
): Promise<number> {
  const handle = await open(path).catch(cannotRead(directory, file));
  try {
    for (const { position, parts } of fills) {
      let left = parts.filter(({ length }) => length > 0);
      for (let at = position; left.length > 0;) {
        const { bytesRead } = await handle.readv(left, at).catch(cannotRead(directory, file));
        if (bytesRead === 0)
          throw new ModelBrokenError(directory, `'${file}' is shorter than when it was added`);
        left = unfilled(left, bytesRead);
        at += bytesRead;
      }
    }
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}

/** Returns the rest of the parts after the first `filled` bytes. */
function unfilled(parts: readonly Uint8Array[], filled: number): Uint8Array[] {
  let before = filled;
  const full = parts.findIndex(({ length }) => {
    if (before < length) return true;
    before -= length;
    return false;
  });
  const [next, ...rest] = full === -1 ? [] : parts.slice(full);
  return next ? [next.subarray(before), ...rest] : [];
}

function cannotRead(directory: ModelDirectory, file: string) {
  return (cause: unknown): never => {
    throw new ModelBrokenError(directory, `'${file}' cannot be read`, { cause });
  };
}
