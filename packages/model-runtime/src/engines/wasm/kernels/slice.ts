import { slice_util } from '@tensorflow/tfjs-core';
import { numbers } from './attributes.ts';
import { correct, required } from './backend-kernel.ts';

/** `Slice.ts` reads beyond the tensor; TensorFlow refuses. */
export const slice = correct('Slice', (call, own) => {
  const x = required(call, 'x');
  const { begin, size } = call.attrs;
  const [from = [], sizes = []] = slice_util.parseSliceParams(
    x,
    numbers(begin),
    size === undefined ? undefined : numbers(size),
  );
  slice_util.assertParamsValid(x, from, sizes);
  return own(call.inputs, call.backend, call.attrs);
});
