import { correct } from './backend-kernel.ts';

/** `LinSpace.cc` adds up its steps, and so their rounding errors. */
export const linSpace = correct('LinSpace', ({ attrs, backend }) => {
  const start = Math.fround(Number(attrs['start']));
  const stop = Math.fround(Number(attrs['stop']));
  const count = Math.floor(Number(attrs['num']));
  const step = (stop - start) / (count - 1);
  const values = Float32Array.from({ length: count }, (_, at) => start + at * step);
  if (count > 1) values[count - 1] = stop;
  if (count === 1) values[0] = start;
  return backend.makeOutput([count], 'float32', undefined, values);
});
