import { elementCount } from '@pilotlight/protocol/tensors';
import * as v from 'valibot';

/** Bytes of an element, by the type that it is stored as. Strings have none: each is as long as it is. */
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

/** How a weight was quantized; `value = stored · scale + min` where that is to integers. */
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

/** Returns the type of the elements that the weight's file has. */
export function storedType({ dtype, quantization }: Pick<WeightEntry, 'dtype' | 'quantization'>): string {
  return quantization?.dtype ?? dtype;
}

/** Returns how long a weight is in its file; undefined where its entry does not tell, as of strings. */
export function storedBytes(entry: WeightEntry): number | undefined {
  const bytes = ELEMENT_BYTES.get(storedType(entry));
  return bytes === undefined ? undefined : bytes * elementCount(entry.shape);
}
