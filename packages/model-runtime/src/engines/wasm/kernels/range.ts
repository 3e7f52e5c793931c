import { correct } from './backend-kernel.ts';

/** `rangeImplCPU` counts down where it is told to count up to less; TensorFlow refuses. */
export const range = correct('Range', ({ inputs, attrs, backend }, own) => {
  if (Number(attrs['start']) > Number(attrs['stop']) && Number(attrs['step']) > 0)
    throw new RangeError(`Range: ${String(attrs['stop'])} does not follow on ${String(attrs['start'])}`);
  return own(inputs, backend, attrs);
});
