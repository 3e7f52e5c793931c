import { backendKernel, correct, required, filled } from './backend-kernel.ts';

const larger = backendKernel('Maximum');
const smaller = backendKernel('Minimum');

const MAX_INT32 = 2 ** 31 - 1;

/**
 * `ClipByValue.cc` reads every tensor as floats, integers too, and keeps XNNPACK's operators in a map by their bounds. A NaN
 * bound breaks the order of that map.
 */
export const clipByValue = correct('ClipByValue', (call, own) => {
  const { inputs, attrs, backend } = call;
  const x = required(call, 'x');
  const least = Number(attrs['clipValueMin']);
  const most = Number(attrs['clipValueMax']);
  if (Number.isNaN(least) || Number.isNaN(most)) throw new RangeError('a bound of ClipByValue is NaN');
  if (x.dtype !== 'int32') return own(inputs, backend, attrs);
  const from = filled([], 'int32', Math.max(Math.ceil(least), -MAX_INT32 - 1), backend);
  const to = filled([], 'int32', Math.min(Math.floor(most), MAX_INT32), backend);
  const raised = larger({ a: x, b: from }, backend);
  const out = smaller({ a: raised, b: to }, backend);
  for (const { dataId } of [from, to, raised]) backend.disposeData(dataId);
  return out;
});
