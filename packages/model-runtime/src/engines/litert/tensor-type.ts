import { type DType, DTYPES } from '@pilotlight/protocol/tensors';
import { type LitertTensorType, takeVector } from './litert-bindings.ts';
import { LitertError } from './litert-error.ts';

/** An input or output of a signature. */
export interface TensorType {
  name: string;
  dtype: Exclude<DType, 'string'>;
  /** The library's shape: a batch of unknown size is 1 here. */
  shape: readonly number[];
  hasUnknownBatch: boolean;
}

/** LiteRT's numbers for element types. */
export const ELEMENT_TYPES = { float32: 1, int32: 2, uint8: 3, int64: 4, bool: 6, int8: 9 } as const;

/**
 * Reads a tensor's type, and deletes it. LiteRT.js accepts inputs of other sizes than the file has, but then puts the
 * outputs into memory of the file's sizes. So the sizes are the file's, and an unknown one is 1, which only works for a
 * batch.
 */
export function takeTensorType(name: string, type: LitertTensorType): TensorType {
  const layout = type.layout();
  const shape = takeVector(layout.dimensions());
  layout.delete();
  const { value } = type.elementType();
  type.delete();

  const dtype = DTYPES.find((known) => known !== 'string' && ELEMENT_TYPES[known] === value);
  if (!dtype || dtype === 'string') {
    throw new LitertError(
      `its tensor '${name}' has elements (LiteRT's type ${value}) that a request cannot hold`,
    );
  }
  if (shape.some((size, at) => size < 0 && at > 0)) {
    throw new LitertError(
      `its tensor '${name}' has the shape [${shape.join(', ')}], and LiteRT.js supports an unknown size only for the batch: convert the model with fixed sizes`,
    );
  }
  return { name, dtype, shape: shape.map((size) => Math.abs(size)), hasUnknownBatch: shape[0] === -1 };
}
