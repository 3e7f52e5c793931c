import { open, readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { isKerasPath } from '@pilotlight/model-formats';
import { digestOfFile } from '@pilotlight/model-runtime/store';

/** A model in a folder, and the digest of the file that describes it. */
export interface FoundModel {
  /** The path to give to `pilotlight add`. */
  path: string;
  digest: string;
}

const HEAD_BYTES = 4096;

/** Finds the models in a folder, of every form that `add` takes. */
export async function findModels(folder: string): Promise<FoundModel[]> {
  const found: FoundModel[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !(await isModel(path))) continue;
    const isGraph = basename(path) === 'saved_model.pb';
    found.push({ path: isGraph ? entry.parentPath : path, digest: await digestOfFile(path) });
  }
  return found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

async function isModel(path: string): Promise<boolean> {
  const ending = extname(path);
  if (ending === '.json') return (await headOf(path)).includes('"modelTopology"');
  return ending === '.tflite' || basename(path) === 'saved_model.pb' || isKerasPath(path);
}

async function headOf(path: string): Promise<string> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  return buffer.toString('latin1', 0, bytesRead);
}
