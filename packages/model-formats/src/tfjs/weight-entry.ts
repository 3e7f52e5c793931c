import { elementCount } from '@pilotlight/protocol/tensors';
import * as v from 'valibot';

/** Bytes of an element, by its stored type. Strings are not here: their lengths differ. */
const ELEMENT_BYTES: ReadonlyMap<string, number> = new Map([
  ['float32', 4],
  ['int32', 4],
  ['bool', 1],
  ['complex64', 8],
  ['uint8', 1],
  ['uint16', 2],
  ['float16', 2],
]);

const size = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const finite = v.pipe(v.number(), v.finite());
const original = v.optional(v.picklist(['float32', 'int32']), 'float32');

/** Quantization of a weight; for integers, `value = stored · scale + min`. */
const quantizationSchema = v.variant('dtype', [
  v.object({ dtype: v.literal('float16'), original_dtype: original }),
  v.object({ dtype: v.picklist(['uint8', 'uint16']), min: finite, scale: finite, original_dtype: original }),
]);

/** A weight as `model.json` describes it. */
export const weightEntrySchema = v.object({
  name: v.string(),
  shape: v.array(size),
  dtype: v.string(),
  quantization: v.optional(quantizationSchema),
});

export type Quantization = v.InferOutput<typeof quantizationSchema>;
export type WeightEntry = v.InferOutput<typeof weightEntrySchema>;

/** Returns the type of the elements in the weight's file. */
export function storedType({ dtype, quantization }: Pick<WeightEntry, 'dtype' | 'quantization'>): string {
  return quantization?.dtype ?? dtype;
}

/** Returns the length of a weight in its file, in bytes; undefined if its entry does not say, as for strings. */
export function storedBytes(entry: WeightEntry): number | undefined {
  const bytes = ELEMENT_BYTES.get(storedType(entry));
  return bytes === undefined ? undefined : bytes * elementCount(entry.shape);
}
