import { lstat, open, opendir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { ModelFormatError } from './model-format-error.ts';
import { refuseLink } from './refuse-link.ts';
import { SAVED_MODEL_FILE } from './saved-model/read-saved-model.ts';

const MODEL_JSON = 'model.json';
/** Most models of a folder that an error names. */
const MAX_NAMED = 8;
const HEAD_BYTES = 4096;
const ACCEPTED =
  'give the folder of a SavedModel, the model.json of a TensorFlow.js model, a .tflite file or a Keras file (.keras, .h5)';

/** The kind and place of a model, before it is read. */
export type ModelLocation =
  | { kind: 'saved-model'; folder: string; newestOf?: readonly string[] }
  | { kind: 'tfjs'; file: string }
  | { kind: 'tflite'; file: string }
  | { kind: 'keras'; file: string };

/**
 * Finds the kind of model at a path. The path itself may be a symbolic link.
 *
 * @throws {ModelFormatError} if the path does not exist, or does not look like a model.
 */
export async function locateModel(path: string): Promise<ModelLocation> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new ModelFormatError({ file: path, problem: 'does not exist', fix: ACCEPTED }, { cause });
  });
  if (found.isDirectory()) {
    if (await isFile(join(path, SAVED_MODEL_FILE))) return { kind: 'saved-model', folder: path };
    if (await isFile(join(path, MODEL_JSON))) return { kind: 'tfjs', file: join(path, MODEL_JSON) };
    return (await newestVersionIn(path)) ?? onlyModelIn(path);
  }
  if (!found.isFile()) throw new ModelFormatError({ file: path, problem: 'is not a file', fix: ACCEPTED });
  if (basename(path) === SAVED_MODEL_FILE) return { kind: 'saved-model', folder: dirname(path) };
  const ending = extname(path).toLowerCase();
  if (ending === '.json') return { kind: 'tfjs', file: path };
  if (ending === '.tflite') return { kind: 'tflite', file: path };
  if (isKerasPath(path)) return { kind: 'keras', file: path };
  throw new ModelFormatError({ file: path, problem: 'is not a known kind of model', fix: ACCEPTED });
}

/** Finds the newest SavedModel in a folder as for TensorFlow Serving, which serves the folder with the highest number. */
async function newestVersionIn(folder: string): Promise<ModelLocation | undefined> {
  const versions: string[] = [];
  for await (const { name } of await opendir(folder)) {
    if (!/^\d{1,15}$/.test(name)) continue;
    if (await isFile(join(folder, name, SAVED_MODEL_FILE))) versions.push(name);
  }
  const newestOf = versions.toSorted((a, b) => Number(a) - Number(b));
  const newest = newestOf.at(-1);
  return newest === undefined ? undefined : { kind: 'saved-model', folder: join(folder, newest), newestOf };
}

/** Finds the only model of a folder under another name, such as one that a browser saved, or a `.tflite` beside labels. */
async function onlyModelIn(folder: string): Promise<ModelLocation> {
  const models: string[] = [];
  for await (const entry of await opendir(folder)) {
    const ending = extname(entry.name).toLowerCase();
    const file = join(folder, entry.name);
    if (ending === '.tflite' || (ending === '.json' && (await isModelJson(file)))) models.push(entry.name);
    if (models.length > MAX_NAMED) break;
  }
  const [only, ...others] = models;
  if (only !== undefined && others.length === 0) return locateModel(join(folder, only));
  throw new ModelFormatError({
    file: folder,
    problem: `holds neither ${SAVED_MODEL_FILE} nor ${MODEL_JSON}`,
    fix: only === undefined ? ACCEPTED : `give one of its models: ${models.toSorted().join(', ')}`,
  });
}

/** True if the first keys of a file are those of a model. */
async function isModelJson(file: string): Promise<boolean> {
  await using handle = await open(file).catch(() => undefined);
  if (!handle) return false;
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  return /"(modelTopology|weightsManifest|generatedBy)"/.test(buffer.toString('latin1', 0, bytesRead));
}

/** True if a path has an ending of Keras files. */
export function isKerasPath(path: string): boolean {
  return ['.keras', '.h5', '.hdf5'].includes(extname(path).toLowerCase());
}

async function isFile(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  refuseLink(path, found);
  return found?.isFile() ?? false;
}
