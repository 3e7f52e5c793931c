import type { DataTypeName } from '@pilotlight/model-runtime/saved-model';

/** The elements of a constant, by what holds them. Strings are bytes, since they need not be text. */
export type ConstantData =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | readonly Uint8Array[];

/**
 * A tensor that the model holds. float16 and bfloat16 are held widened, in a Float32Array; bool in a Uint8Array of 0 and 1.
 * One constant may be used by several nodes, so nobody writes to its elements.
 */
export interface Constant {
  readonly dtype: DataTypeName;
  readonly shape: readonly number[];
  readonly data: ConstantData;
}
