import type { NamedAttrMap, NamedTensorInfoMap } from '@tensorflow/tfjs-core';
import { correct, required } from './backend-kernel.ts';
import { numbers } from './attributes.ts';

/** The input of a kernel that holds indices, and the upper bounds of the indices in a row. */
export interface IndexBounds {
  input: string;
  boundsOf: (call: { inputs: NamedTensorInfoMap; attrs: NamedAttrMap }) => readonly number[];
}

/** A row of indices counts along the first dimensions. */
export const INDEX_BOUNDS: Readonly<Record<string, IndexBounds>> = {
  GatherNd: bounds('indices', (call) => required(call, 'params').shape),
  ScatterNd: bounds('indices', ({ attrs }) => numbers(attrs['shape'])),
  TensorScatterUpdate: bounds('indices', (call) => required(call, 'tensor').shape),
  SparseToDense: {
    input: 'sparseIndices',
    boundsOf: (call) => {
      const { shape } = required(call, 'sparseIndices');
      return numbers(call.attrs['outputShape']).slice(0, shape.length < 2 ? 1 : shape.at(-1));
    },
  },
};

function bounds(input: string, shapeOf: IndexBounds['boundsOf']): IndexBounds {
  return { input, boundsOf: (call) => shapeOf(call).slice(0, required(call, input).shape.at(-1) ?? 1) };
}

/**
 * `GatherNd.cc` and `scatter_impl.cc` read and write at any index; TensorFlow refuses one outside the tensor.
 */
export const inRange = Object.entries(INDEX_BOUNDS).map(([kernelName, { input, boundsOf }]) =>
  correct(kernelName, (call, own) => {
    const below = boundsOf(call);
    for (const [at, index] of call.backend.typedArrayFromHeap(required(call, input)).entries()) {
      const size = below[at % below.length] ?? 0;
      if (index < 0 || index >= size)
        throw new RangeError(`${kernelName}: index ${index} is not in [0, ${size})`);
    }
    return own(call.inputs, call.backend, call.attrs);
  }),
);
