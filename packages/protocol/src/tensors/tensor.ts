import type { DType, Elements } from './dtype.ts';

/** A tensor as it crosses every interface of ours: `data` holds the elements in row-major order. */
export interface Tensor {
  dtype: DType;
  shape: readonly number[];
  data: Elements[DType];
}

/** Tensors by the name that the signature gives them. */
export type NamedTensors = Readonly<Record<string, Tensor>>;

/** The number of elements that a shape without unknown dimensions holds; a scalar's shape `[]` holds one. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
