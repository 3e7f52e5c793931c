import { correct } from './backend-kernel.ts';

/** `rangeImplCPU` counts down where it is told to count up to less; TensorFlow refuses. */
export const range = correct('Range', ({ inputs, attrs, backend }, own) => {
  const [start, stop, step] = [Number(attrs['start']), Number(attrs['stop']), Number(attrs['step'])];
  if (start > stop && step > 0) throw new RangeError(`Range: ${stop} does not follow on ${start}`);
  return own(inputs, backend, attrs);
});
