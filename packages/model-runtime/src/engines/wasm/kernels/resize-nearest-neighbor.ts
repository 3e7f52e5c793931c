import { correct, required } from './backend-kernel.ts';

/**
 * `ResizeNearestNeighbor.ts` converts integers to floats, which hold 24 of their bits. Its module only moves elements, so it
 * gets the integers as if they were floats.
 */
export const resizeNearestNeighbor = correct('ResizeNearestNeighbor', (call, own) => {
  const { inputs, attrs, backend } = call;
  const images = required(call, 'images');
  if (images.dtype !== 'int32') return own(inputs, backend, attrs);
  const given = backend.dataIdMap.get(images.dataId);
  given.dtype = 'float32';
  const out = own(inputs, backend, attrs);
  given.dtype = 'int32';
  backend.dataIdMap.get(out.dataId).dtype = 'int32';
  return { ...out, dtype: 'int32' };
});
