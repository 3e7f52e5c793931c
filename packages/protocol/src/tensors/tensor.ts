import type { DType, Elements } from './dtype.ts';

/** A tensor in every interface of Pilotlight: `data` holds the elements in row-major order. */
export interface Tensor {
  dtype: DType;
  shape: readonly number[];
  data: Elements[DType];
}

/** Tensors by their names in the signature. */
export type NamedTensors = Readonly<Record<string, Tensor>>;

/** Returns the number of elements of a shape without unknown dimensions; a scalar's shape `[]` has one. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
