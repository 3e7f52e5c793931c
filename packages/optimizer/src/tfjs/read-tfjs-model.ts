import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectModel } from '@pilotlight/model-formats';
import { elementCount } from '@pilotlight/protocol/tensors';
import * as v from 'valibot';
import { OptimizerError } from '../optimizer-error.ts';
import type { TfjsModel, Weight } from './weight.ts';

const ELEMENT_BYTES: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  complex64: 8,
  bool: 1,
  uint8: 1,
  uint16: 2,
  float16: 2,
};

const finite = v.pipe(v.number(), v.finite());
const original = v.optional(v.literal('float32'), 'float32');
const quantizationSchema = v.union([
  v.object({ dtype: v.picklist(['uint8', 'uint16']), min: finite, scale: finite, original_dtype: original }),
  v.object({ dtype: v.literal('float16'), original_dtype: original }),
]);

// The rest of the file, and whether the paths stay in its folder, has been looked at by `inspectModel`.
const manifestSchema = v.array(
  v.object({
    paths: v.array(v.string()),
    weights: v.array(
      v.object({
        name: v.string(),
        shape: v.array(v.number()),
        dtype: v.string(),
        quantization: v.optional(quantizationSchema),
      }),
    ),
  }),
);
type Entry = v.InferOutput<typeof manifestSchema>[number]['weights'][number];

/**
 * Reads a graph or layers model of TensorFlow.js whole.
 *
 * @param path its `model.json` or the folder that holds it.
 * @throws {ModelFormatError} where it is damaged. @throws {OptimizerError} where it is a model of another format.
 */
export async function readTfjsModel(path: string): Promise<TfjsModel> {
  const { format, folder, entry } = await inspectModel(path);
  if (format !== 'tfjs-graph-model' && format !== 'tfjs-layers-model') {
    throw new OptimizerError(
      `${path} is a ${format}, whose weights cannot be rewritten here: only those of a TensorFlow.js model can be`,
    );
  }
  const file = join(folder, entry);
  const { weightsManifest, ...json }: Record<string, unknown> = JSON.parse(await readFile(file, 'utf8'));
  const manifest = v.safeParse(manifestSchema, weightsManifest);
  if (!manifest.success) {
    throw new OptimizerError(`${file} has weights that are stored in a way that is not known here`);
  }
  const groups: Weight[][] = [];
  for (const { paths, weights } of manifest.output) {
    const content = await readJoined(paths.map((name) => join(folder, name)));
    groups.push(cutWeights(file, weights, content));
  }
  return { format, file, json, groups };
}

/** Reads files one after the other into one piece of memory, so that none is there twice. */
async function readJoined(files: readonly string[]): Promise<Uint8Array<ArrayBuffer>> {
  const handles = [];
  try {
    for (const file of files) handles.push(await open(file));
    const sizes = [];
    for (const handle of handles) sizes.push((await handle.stat()).size);
    const content = new Uint8Array(sizes.reduce((sum, size) => sum + size, 0));
    let offset = 0;
    for (const [at, handle] of handles.entries()) {
      const length = sizes[at] ?? 0;
      const { bytesRead } = await handle.read(content, offset, length, 0);
      if (bytesRead !== length) throw new OptimizerError(`${files[at]} changed while it was read`);
      offset += length;
    }
    return content;
  } finally {
    for (const handle of handles) await handle.close();
  }
}

function cutWeights(file: string, entries: readonly Entry[], content: Uint8Array<ArrayBuffer>): Weight[] {
  let offset = 0;
  const weights = entries.map(({ name, shape, dtype, quantization }) => {
    const stored = quantization?.dtype ?? dtype;
    const length =
      stored === 'string'
        ? stringBytes(content.subarray(offset), elementCount(shape))
        : elementCount(shape) * (ELEMENT_BYTES[stored] ?? Number.NaN);
    const bytes = content.subarray(offset, offset + length);
    if (bytes.length !== length)
      throw new OptimizerError(`${file}: the weight '${name}' does not fit its file`);
    offset += length;
    return { name, shape, dtype, bytes, quantization };
  });
  if (offset !== content.length)
    throw new OptimizerError(`${file}: its weight files hold more than its weights`);
  return weights;
}

/** Strings lie one after the other, each with its length in four bytes before it. */
function stringBytes(content: Uint8Array, count: number): number {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  let offset = 0;
  for (let at = 0; at < count && offset + 4 <= content.length; at += 1) {
    offset += 4 + view.getUint32(offset, true);
  }
  return offset;
}
