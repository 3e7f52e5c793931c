import * as v from 'valibot';
import { DTYPES } from './dtype.ts';

/** How integers stand for real values: `real = scale · (integer - zeroPoint)`. */
const quantizationSchema = v.object({
  scale: v.pipe(v.number(), v.gtValue(0), v.finite()),
  zeroPoint: v.pipe(v.number(), v.safeInteger()),
});

/** What a signature says of one tensor; `-1` is a dimension of any size, as in TensorFlow's own signatures. */
const tensorSpecSchema = v.object({
  dtype: v.picklist(DTYPES),
  shape: v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(-1))),
  /** True where even the number of dimensions is open; `shape` is empty then, and a request asks with `inputs`. */
  unknownRank: v.optional(v.literal(true)),
  /** Where the integers stand for real values, which is what callers send and get unless they ask for the integers. */
  quantization: v.optional(quantizationSchema),
  /** What the engine is given an input's elements as, where it has no tensors of `dtype`: no value of that is lost in it. */
  heldAs: v.optional(v.literal('float32')),
});

const tensorSpecsSchema = v.record(v.string(), tensorSpecSchema);

/** Named inputs and outputs of one way to call a model. */
export const signatureSchema = v.object({ inputs: tensorSpecsSchema, outputs: tensorSpecsSchema });

type Readonlys<T> = { readonly [Key in keyof T]: T[Key] extends object ? Readonlys<T[Key]> : T[Key] };

export type TensorSpec = Readonlys<v.InferOutput<typeof tensorSpecSchema>>;
export type Signature = Readonlys<v.InferOutput<typeof signatureSchema>>;

/** True of a shape that a tensor of a signature may have. */
export function isShapeOf({ shape: declared, unknownRank }: TensorSpec, shape: readonly number[]): boolean {
  if (unknownRank) return true;
  return shape.length === declared.length && declared.every((size, at) => size === -1 || size === shape[at]);
}

/** The signature that is meant when a request names none, as in TensorFlow Serving. */
export const DEFAULT_SIGNATURE = 'serving_default';
