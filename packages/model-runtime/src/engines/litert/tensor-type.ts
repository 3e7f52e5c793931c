import { type DType, DTYPES } from '@pilotlight/protocol/tensors';
import { type LitertTensorType, takeVector } from './litert-bindings.ts';
import { LitertError } from './litert-error.ts';

/** A tensor that a signature takes or gives. */
export interface TensorType {
  name: string;
  dtype: Exclude<DType, 'string'>;
  /** What the library is given and gives: a batch of unknown size is 1 here. */
  shape: readonly number[];
  hasUnknownBatch: boolean;
}

/** The numbers that LiteRT has for element types. */
export const ELEMENT_TYPES = { float32: 1, int32: 2, uint8: 3, int64: 4, bool: 6, int8: 9 } as const;

/**
 * Reads a tensor's type, and deletes it. LiteRT.js can be given inputs of other sizes than the file has, and then puts
 * the outputs into memory that it took for the file's: so the sizes are the file's, and one that is unknown is 1.
 * That does for a batch, and for nothing else.
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
      `its tensor '${name}' has elements (LiteRT's type ${value}) with no form on the wire`,
    );
  }
  if (shape.some((size, at) => size < 0 && at > 0)) {
    throw new LitertError(
      `its tensor '${name}' has the shape [${shape.join(', ')}], and LiteRT.js has unknown sizes for a batch only: convert the model with fixed sizes`,
    );
  }
  return { name, dtype, shape: shape.map((size) => Math.abs(size)), hasUnknownBatch: shape[0] === -1 };
}
