import { dirname, join } from 'node:path';
import { listFiles } from '../list-files.ts';
import type { ModelFile } from '../model-description.ts';
import { ModelFormatError } from '../model-format-error.ts';
import type { WeightGroup } from './model-json.ts';
import { storedBytes } from './weight-entry.ts';

/**
 * Lists the weight files. Checks that all exist, none is named twice, and the length of each group is that of its weights.
 *
 * @param file the `model.json`.
 * @throws {ModelFormatError}
 */
export async function listWeightFiles(file: string, groups: readonly WeightGroup[]): Promise<ModelFile[]> {
  const folder = dirname(file);
  const names = groups.flatMap(({ paths }) => paths);
  // Otherwise a short file could name more bytes than the memory has.
  if (new Set(names).size < names.length) {
    throw new ModelFormatError({
      file,
      problem: 'names a weight file more than once',
      fix: 'copy or convert the model again',
    });
  }
  const files = await listFiles(folder, names);
  const sizes = new Map(files.map(({ name, bytes }) => [name, bytes]));
  for (const { paths, weights } of groups) {
    let found = 0;
    for (const path of paths) {
      const bytes = sizes.get(path);
      if (bytes === undefined) {
        throw new ModelFormatError({
          file: join(folder, path),
          problem: 'is missing',
          fix: 'copy it from the place of model.json: both belong together',
        });
      }
      found += bytes;
    }
    const expected = expectedBytes(weights);
    if (expected !== undefined && expected !== found) {
      throw new ModelFormatError({
        file: join(folder, paths[0] ?? 'model.json'),
        problem: `${paths.length > 1 ? 'and the files with it have' : 'has'} ${found} bytes where the weights take ${expected}`,
        fix: 'copy or convert the model again',
      });
    }
  }
  return files;
}

/** Returns the bytes of all weights; undefined if an entry does not say, as for strings. */
function expectedBytes(weights: WeightGroup['weights']): number | undefined {
  let sum = 0;
  for (const entry of weights) {
    const bytes = storedBytes(entry);
    if (bytes === undefined) return undefined;
    sum += bytes;
  }
  return sum;
}
