import * as v from 'valibot';
import { type DType, DTYPES } from './dtype.ts';

/** Parameters of a quantized tensor: `real = scale · (integer - zeroPoint)`. */
interface Quantization {
  readonly scale: number;
  readonly zeroPoint: number;
}

/** One tensor of a signature; `-1` is a dimension of any size, as in TensorFlow's own signatures. */
export interface TensorSpec {
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Present if the tensor is quantized: callers send and get real values, or with `raw` the integers. */
  readonly quantization?: Quantization | undefined;
  /** True if even the number of dimensions is open: `shape` is empty, and a request must use `inputs`. */
  readonly unknownRank?: true | undefined;
  /** The dtype that the engine takes instead, if it has no tensors of `dtype`; it holds every value of `dtype`. */
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

/** True if a tensor of a signature may have this shape. */
export function isShapeOf({ shape: declared, unknownRank }: TensorSpec, shape: readonly number[]): boolean {
  if (unknownRank) return true;
  return shape.length === declared.length && declared.every((size, at) => size === -1 || size === shape[at]);
}

/** The signature of a request that names none, as in TensorFlow Serving. */
export const DEFAULT_SIGNATURE = 'serving_default';
