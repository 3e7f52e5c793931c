import { type Call, correct, required } from './backend-kernel.ts';
import { numbers } from './attributes.ts';

/**
 * `GatherNd.cc` and `scatter_impl.cc` read and write wherever an index leads; TensorFlow refuses what leads out of the
 * tensor. A row of indices counts along the first dimensions.
 */
export const inRange = [
  checked('GatherNd', 'indices', (call) => required(call, 'params').shape),
  checked('ScatterNd', 'indices', ({ attrs }) => numbers(attrs['shape'])),
  checked('TensorScatterUpdate', 'indices', (call) => required(call, 'tensor').shape),
  checked('SparseToDense', 'sparseIndices', ({ attrs }) => numbers(attrs['outputShape'])),
];

function checked(kernelName: string, input: string, shapeOf: (call: Call) => readonly number[]) {
  return correct(kernelName, (call, own) => {
    const indices = required(call, input);
    const shape = shapeOf(call);
    const rank = kernelName === 'SparseToDense' && indices.shape.length < 2 ? 1 : (indices.shape.at(-1) ?? 1);
    for (const [at, index] of call.backend.typedArrayFromHeap(indices).entries()) {
      const size = shape[at % rank] ?? 0;
      if (index < 0 || index >= size)
        throw new RangeError(`${kernelName}: index ${index} is not in [0, ${size})`);
    }
    return own(call.inputs, call.backend, call.attrs);
  });
}
