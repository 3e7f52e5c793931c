import { dirname, join } from 'node:path';
import { elementCount } from '@pilotlight/protocol/tensors';
import { ModelFormatError } from '../model-format-error.ts';
import { withFile } from '../with-file.ts';
import type { WeightGroup } from './model-json.ts';
import { type Quantization, storedBytes, storedType, type WeightEntry } from './weight-entry.ts';
import { listWeightFiles } from './weight-files.ts';

/** Weight of a TensorFlow.js model. */
export interface Weight {
  name: string;
  shape: readonly number[];
  dtype: string;
  /** The bytes in the file. */
  bytes: Uint8Array<ArrayBuffer>;
  quantization: Quantization | undefined;
}

/**
 * Reads the weights of a model, group by group.
 *
 * @param file its `model.json`.
 * @throws {ModelFormatError} if a weight file is missing, cannot be read, or does not hold exactly its weights.
 */
export async function readWeights(file: string, groups: readonly WeightGroup[]): Promise<Weight[][]> {
  const folder = dirname(file);
  const files = await listWeightFiles(file, groups);
  const sizes = new Map(files.map(({ name, bytes }) => [name, bytes]));
  const read: Weight[][] = [];
  for (const { paths, weights } of groups) {
    const parts = paths.map((path) => ({ path: join(folder, path), size: sizes.get(path) ?? 0 }));
    read.push(cutWeights(file, weights, await readJoined(parts)));
  }
  return read;
}

/** Reads files one after the other into one block of memory, so that no file is in memory twice. */
async function readJoined(
  files: readonly { path: string; size: number }[],
): Promise<Uint8Array<ArrayBuffer>> {
  const content = new Uint8Array(files.reduce((sum, { size }) => sum + size, 0));
  let offset = 0;
  for (const { path, size } of files) {
    await withFile(path, async (handle) => {
      const { bytesRead } = await handle.read(content, offset, size, 0);
      if (bytesRead !== size) {
        throw new ModelFormatError({
          file: path,
          problem: 'changed while it was read',
          fix: 'try again when no program writes to it',
        });
      }
    });
    offset += size;
  }
  return content;
}

function cutWeights(
  file: string,
  entries: readonly WeightEntry[],
  content: Uint8Array<ArrayBuffer>,
): Weight[] {
  const damaged = (problem: string) =>
    new ModelFormatError({ file, problem, fix: 'copy or convert the model again' });
  let offset = 0;
  const weights = entries.map((entry) => {
    const { name, shape, dtype, quantization } = entry;
    const stored = storedType(entry);
    const length =
      stored === 'string' ? stringBytes(content.subarray(offset), elementCount(shape)) : storedBytes(entry);
    if (length === undefined) throw damaged(`has a weight '${name}' of the unknown type ${stored}`);
    const bytes = content.subarray(offset, offset + length);
    if (bytes.length !== length) throw damaged(`has a weight '${name}' that does not fit its file`);
    offset += length;
    return { name, shape, dtype, bytes, quantization };
  });
  if (offset !== content.length) throw damaged('has weight files that hold more than its weights');
  return weights;
}

/** Returns the end of strings that follow each other, each after its length in four bytes; Infinity if one is missing. */
function stringBytes(content: Uint8Array, count: number): number {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  let offset = 0;
  for (let at = 0; at < count; at += 1) {
    if (offset + 4 > content.length) return Infinity;
    offset += 4 + view.getUint32(offset, true);
  }
  return offset;
}
