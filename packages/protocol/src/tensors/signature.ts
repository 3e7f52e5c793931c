import * as v from 'valibot';
import { type DType, DTYPES } from './dtype.ts';

/** How integers stand for real values: `real = scale · (integer - zeroPoint)`. */
interface Quantization {
  readonly scale: number;
  readonly zeroPoint: number;
}

/** What a signature says of one tensor; `-1` is a dimension of any size, as in TensorFlow's own signatures. */
export interface TensorSpec {
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Where the integers stand for real values, which is what callers send and get unless they ask for the integers. */
  readonly quantization?: Quantization | undefined;
  /** True where even the number of dimensions is open; `shape` is empty then, and a request asks with `inputs`. */
  readonly unknownRank?: true | undefined;
  /** What the engine is given an input's elements as, where it has no tensors of `dtype`: no value of that is lost in it. */
  readonly heldAs?: 'float32' | undefined;
}

/** Named inputs and outputs of one way to call a model. */
export interface Signature {
  readonly inputs: Readonly<Record<string, TensorSpec>>;
  readonly outputs: Readonly<Record<string, TensorSpec>>;
}

const quantizationSchema = v.object({
  scale: v.pipe(v.number(), v.gtValue(0), v.finite()),
  zeroPoint: v.pipe(v.number(), v.safeInteger()),
});

const tensorSpecSchema = v.object({
  dtype: v.picklist(DTYPES),
  shape: v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(-1))),
  unknownRank: v.optional(v.literal(true)),
  quantization: v.optional(quantizationSchema),
  heldAs: v.optional(v.literal('float32')),
});

const tensorSpecsSchema = v.record(v.string(), tensorSpecSchema);

/** Reads a {@link Signature}. */
export const signatureSchema: v.GenericSchema<unknown, Signature> = v.object({
  inputs: tensorSpecsSchema,
  outputs: tensorSpecsSchema,
});

/** True of a shape that a tensor of a signature may have. */
export function isShapeOf({ shape: declared, unknownRank }: TensorSpec, shape: readonly number[]): boolean {
  if (unknownRank) return true;
  return shape.length === declared.length && declared.every((size, at) => size === -1 || size === shape[at]);
}

/** The signature that is meant when a request names none, as in TensorFlow Serving. */
export const DEFAULT_SIGNATURE = 'serving_default';
