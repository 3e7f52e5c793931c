import { backend_util, type DataType, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { type Call, correct, filled, required } from './backend-kernel.ts';
import { numbers } from './attributes.ts';

/** Result of a reduction of no elements, by dtype. The kernels return old memory. */
const OF_NOTHING: Readonly<Record<string, Partial<Record<DataType, number>>>> = {
  All: { bool: 1 },
  Any: { bool: 0 },
  Max: { float32: -Infinity, int32: -(2 ** 31) },
  Min: { float32: Infinity, int32: 2 ** 31 - 1 },
  Prod: { float32: 1, int32: 1 },
  Sum: { float32: 0, int32: 0 },
};

/** `All.ts`, `Any.ts`, `Max.ts`, `Min.ts`, `Prod.ts` and `Sum.ts` run nothing if there is nothing to reduce. */
export const reductions = Object.entries(OF_NOTHING).map(([name, values]) =>
  correct(name, (call, own) => {
    const x = required(call, 'x');
    return x.shape.includes(0)
      ? reduceNothing(x, call, values[x.dtype] ?? 0)
      : own(call.inputs, call.backend, call.attrs);
  }),
);

/** Returns the result of a reduction that has no elements to reduce. */
export function reduceNothing(x: TensorInfo, { attrs, backend }: Call, value: number): TensorInfo {
  const axes = util.parseAxisParam(numbers(attrs['axis'] ?? attrs['reductionIndices']), x.shape);
  const [reduced] = backend_util.computeOutAndReduceShapes(x.shape, axes);
  const shape = attrs['keepDims'] ? backend_util.expandShapeToKeepDim(reduced, axes) : reduced;
  return filled(shape, x.dtype === 'bool' || x.dtype === 'int32' ? x.dtype : 'float32', value, backend);
}
