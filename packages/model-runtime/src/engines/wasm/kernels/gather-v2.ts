import { backend_util, util } from '@tensorflow/tfjs-core';
import { numbers } from './attributes.ts';
import { correct, required } from './backend-kernel.ts';

/**
 * `Gather.cc` uses the number of batches as the distance of a batch's indices, not the number of indices in one. And
 * `GatherV2.ts` returns a wrong shape if there is nothing to gather from.
 */
export const gatherV2 = correct('GatherV2', (call, own) => {
  const { inputs, attrs, backend } = call;
  const x = required(call, 'x');
  const indices = required(call, 'indices');
  const [axis = 0] = util.parseAxisParam(numbers(attrs['axis']), x.shape);
  const batchDims = Number(attrs['batchDims'] ?? 0);
  const shapes = backend_util.segment_util.collectGatherOpShapeInfo(x, indices, axis, batchDims);
  const { batchSize, outerSize, dimSize, sliceSize, outputShape } = shapes;
  if (batchSize === 1 && !x.shape.includes(0)) return own(inputs, backend, attrs);

  const out = backend.makeOutput(outputShape, x.dtype);
  const values = backend.typedArrayFromHeap(x);
  const places = backend.typedArrayFromHeap(indices);
  const gathered = backend.typedArrayFromHeap(out);
  const perBatch = places.length / batchSize;
  let to = 0;
  for (let outer = 0; outer < batchSize * outerSize; outer += 1) {
    const first = Math.trunc(outer / outerSize) * perBatch;
    for (let at = first; at < first + perBatch; at += 1) {
      const place = places[at] ?? 0;
      if (place < 0 || place >= dimSize)
        throw new RangeError(`GatherV2: index ${place} is not in [0, ${dimSize})`);
      const from = (outer * dimSize + place) * sliceSize;
      gathered.set(values.subarray(from, from + sliceSize), to);
      to += sliceSize;
    }
  }
  return out;
});
