import { join } from 'node:path';
import { elementCount } from '@pilotlight/protocol/tensors';
import { listFiles } from '../list-files.ts';
import type { ModelFile, WeightSummary } from '../model-description.ts';
import { ModelFormatError } from '../model-format-error.ts';
import type { WeightGroup } from './model-json.ts';

const BYTES: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  bool: 1,
  complex64: 8,
  uint8: 1,
  uint16: 2,
  float16: 2,
};

/** What was trained are the float32 weights, as whatever they are stored; integers are shapes and axes. */
export function tfjsWeights(groups: readonly WeightGroup[]): {
  parameterCount: number;
  weights: WeightSummary;
} {
  const dtypes: Record<string, number> = {};
  for (const { dtype, shape, quantization } of groups.flatMap(({ weights }) => weights)) {
    if (dtype !== 'float32') continue;
    const stored = quantization?.dtype ?? dtype;
    dtypes[stored] = (dtypes[stored] ?? 0) + elementCount(shape);
  }
  const stored = Object.keys(dtypes).toSorted();
  const summary = stored.map((dtype) => (dtype === 'float32' ? dtype : `${dtype} (tfjs)`)).join(', ');
  return {
    parameterCount: Object.values(dtypes).reduce((sum, elements) => sum + elements, 0),
    weights: { dtypes, summary: summary || 'none' },
  };
}

/**
 * The weight files, all there and each group as long as its weights are together.
 *
 * @throws {ModelFormatError}
 */
export async function listWeightFiles(folder: string, groups: readonly WeightGroup[]): Promise<ModelFile[]> {
  const files = await listFiles(folder, [...new Set(groups.flatMap(({ paths }) => paths))]);
  const sizes = new Map(files.map(({ name, bytes }) => [name, bytes]));
  for (const { paths, weights } of groups) {
    let found = 0;
    for (const path of paths) {
      const bytes = sizes.get(path);
      if (bytes === undefined) {
        throw new ModelFormatError({
          file: join(folder, path),
          problem: 'is missing',
          fix: 'copy it from where model.json comes from: both belong together',
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

/** Undefined where a weight's size cannot be known beforehand, as of strings. */
function expectedBytes(weights: WeightGroup['weights']): number | undefined {
  let sum = 0;
  for (const { dtype, shape, quantization } of weights) {
    const stored = quantization?.dtype ?? dtype;
    const bytes = Object.hasOwn(BYTES, stored) ? BYTES[stored] : undefined;
    if (bytes === undefined) return undefined;
    sum += bytes * elementCount(shape);
  }
  return sum;
}
