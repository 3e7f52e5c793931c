import { correct } from './backend-kernel.ts';

/** `rangeImplCPU` counts down if the limit is less than the start and the step is positive; TensorFlow refuses. */
export const range = correct('Range', ({ inputs, attrs, backend }, own) => {
  const [start, stop, step] = [Number(attrs['start']), Number(attrs['stop']), Number(attrs['step'])];
  if (start > stop && step > 0)
    throw new RangeError(`Range: ${stop} is less than ${start}, but the step is positive`);
  return own(inputs, backend, attrs);
});
