import { ModelFormatError } from '@pilotlight/model-formats';
import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { withFileSource } from './byte-source.ts';
import type { KerasContent } from './keras-content.ts';
import { readHdf5 } from './read-hdf5.ts';
import { readLayersModel } from './read-layers-model.ts';
import { readZip } from './read-zip.ts';

const MEBIBYTE = 2 ** 20;
const MAX_FILE = 2048 * MEBIBYTE - 1;
const MAX_CONFIG = 64 * MEBIBYTE;
/** The files in a `.keras` file that are read, and their largest sizes. */
const LIMITS = new Map([
  ['config.json', MAX_CONFIG],
  ['metadata.json', MEBIBYTE],
  ['model.weights.h5', MAX_FILE],
]);
const AGAIN = 'save the model again with model.save(...)';

/**
 * Reads a `.keras` or an `.h5` file, or the layers model of a `model.json`. The first bytes, not the name, tell `.keras` and
 * `.h5` apart.
 *
 * @throws {ModelFormatError} if it is none of them, damaged, or has weights and no model.
 */
export async function readKerasFile(file: string): Promise<KerasContent> {
  if (extname(file) === '.json') return readLayersModel(file);
  await assertReadable(file);
  const [first, second] = withFileSource(file, (source) => source.read(0, 2));
  return first === 0x50 && second === 0x4b ? readArchive(file) : readHdf5Model(await readFile(file), file);
}

async function assertReadable(file: string): Promise<void> {
  const { size } = await stat(file).catch((cause: unknown) => {
    throw new ModelFormatError({ file, problem: 'is not there', fix: 'check the path' }, { cause });
  });
  if (size > MAX_FILE) {
    throw new ModelFormatError({
      file,
      problem: `has ${size} bytes`,
      fix: `files up to ${MAX_FILE} bytes are read`,
    });
  }
}

async function readArchive(file: string): Promise<KerasContent> {
  const damaged = (problem: string, cause?: unknown) =>
    new ModelFormatError({ file, problem, fix: AGAIN }, { cause });
  let files: ReturnType<typeof readZip>;
  try {
    files = withFileSource(file, (source) => readZip(source, LIMITS));
  } catch (cause) {
    throw damaged(cause instanceof RangeError ? cause.message : 'is a damaged zip', cause);
  }
  const config = files.get('config.json');
  const weights = files.get('model.weights.h5');
  if (!config || !weights)
    throw damaged('is a zip without a config.json and a model.weights.h5: it is not a Keras model');
  const metadata = parseJson(
    files.get('metadata.json') ?? new Uint8Array([0x7b, 0x7d]),
    `${file}/metadata.json`,
  );
  const version = isRecord(metadata) ? metadata['keras_version'] : undefined;
  return {
    file,
    config: parseJson(config, `${file}/config.json`),
    version: typeof version === 'string' ? version : '3',
    weights: await readHdf5(weights, `${file}/model.weights.h5`),
    layout: 'paths',
  };
}

async function readHdf5Model(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<KerasContent> {
  const weights = await readHdf5(bytes, file);
  const root = weights.attributes.get('');
  const config = root?.get('model_config');
  if (typeof config !== 'string') {
    const holdsWeights = weights.datasets.size > 0;
    throw new ModelFormatError({
      file,
      problem: holdsWeights ? 'holds only weights, and no model' : 'is an HDF5 file without a Keras model',
      fix: `save the whole model with model.save('model.keras')${extname(file) === '.keras' ? ' again' : ''}`,
    });
  }
  const version = root?.get('keras_version') ?? weights.attributes.get('model_weights')?.get('keras_version');
  return {
    file,
    config: parseJson(new TextEncoder().encode(config), file),
    version: typeof version === 'string' ? version : '1',
    weights,
    layout: 'lists',
  };
}

function parseJson(bytes: Uint8Array, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new ModelFormatError({ file, problem: 'is not JSON', fix: AGAIN }, { cause });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
