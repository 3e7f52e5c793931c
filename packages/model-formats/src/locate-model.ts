import { stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { ModelFormatError } from './model-format-error.ts';
import { SAVED_MODEL_FILE } from './saved-model/read-saved-model.ts';

const MODEL_JSON = 'model.json';
const ACCEPTED = 'give the folder of a SavedModel, the model.json of a TensorFlow.js model or a .tflite file';

/** What a path is taken for, before anything of it has been read. */
export type ModelLocation =
  | { kind: 'saved-model'; folder: string }
  | { kind: 'tfjs'; file: string }
  | { kind: 'tflite'; file: string }
  | { kind: 'keras'; file: string };

/** @throws {ModelFormatError} where nothing is there, or nothing that looks like a model. */
export async function locateModel(path: string): Promise<ModelLocation> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new ModelFormatError({ file: path, problem: 'is not there', fix: ACCEPTED }, { cause });
  });
  if (found.isDirectory()) {
    if (await isFile(join(path, SAVED_MODEL_FILE))) return { kind: 'saved-model', folder: path };
    if (await isFile(join(path, MODEL_JSON))) return { kind: 'tfjs', file: join(path, MODEL_JSON) };
    throw new ModelFormatError({
      file: path,
      problem: `holds neither ${SAVED_MODEL_FILE} nor ${MODEL_JSON}`,
      fix: ACCEPTED,
    });
  }
  if (!found.isFile()) throw new ModelFormatError({ file: path, problem: 'is no file', fix: ACCEPTED });
  if (basename(path) === SAVED_MODEL_FILE) return { kind: 'saved-model', folder: dirname(path) };
  if (extname(path) === '.json') return { kind: 'tfjs', file: path };
  if (extname(path) === '.tflite') return { kind: 'tflite', file: path };
  if (isKerasPath(path)) return { kind: 'keras', file: path };
  throw new ModelFormatError({ file: path, problem: 'is not a kind of model known here', fix: ACCEPTED });
}

/** True of the names that Keras gives its files. */
export function isKerasPath(path: string): boolean {
  return ['.keras', '.h5', '.hdf5'].includes(extname(path));
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
