import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readZip } from '../file/read-zip.ts';
import { sourceOf } from './source-of.ts';

/** A tensor of the fixtures, flat. */
export interface WrittenTensor {
  shape: number[];
  data: number[];
}

/** A small model, its inputs, and the answers of Python's Keras. */
export interface KerasCase {
  name: string;
  forms: ('keras' | 'h5')[];
  inputs: Record<string, WrittenTensor>;
  outputs: Record<string, WrittenTensor>;
}

const MEBIBYTE = 2 ** 20;
const CASES = 'cases.json';

/**
 * Reads models that tools/oracle-fixtures made: by default with `make_keras_fixtures.py`, for Keras 2 with
 * `make_keras2_fixtures.py`, and for other kinds of HDF5 with `make_hdf5_variants.py`.
 */
export async function openKerasFixtures(
  archive: 'keras-layers' | 'keras2-layers' | 'hdf5-variants' = 'keras-layers',
): Promise<{
  cases: KerasCase[];
  /** Returns a model's file, such as `lstm.keras`. */
  readonly file: (name: string) => Uint8Array<ArrayBuffer>;
}> {
  const bytes = new Uint8Array(await readFile(join(import.meta.dirname, `${archive}.zip`)));
  const read = (name: string) => {
    const found = readZip(sourceOf(bytes), new Map([[name, MEBIBYTE]])).get(name);
    if (!found) throw new Error(`there is no fixture ${name}`);
    return found;
  };
  return { cases: JSON.parse(new TextDecoder().decode(read(CASES))), file: read };
}
