import type { DataTypeName } from '@pilotlight/model-runtime/saved-model';

/** The elements of a constant. Strings are bytes, since they need not be text. */
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
 * A constant tensor of the model. float16 and bfloat16 are widened to a Float32Array; bool is a Uint8Array of 0 and 1.
 * Several nodes may share one constant, so never write to its elements.
 */
export interface Constant {
  readonly dtype: DataTypeName;
  readonly shape: readonly number[];
  readonly data: ConstantData;
}
