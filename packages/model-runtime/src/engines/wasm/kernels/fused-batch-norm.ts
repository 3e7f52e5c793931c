import type { TensorInfo } from '@tensorflow/tfjs-core';
import { backendKernel, correct, required } from './backend-kernel.ts';
import { repeats } from './repeats.ts';

const transpose = backendKernel('Transpose');

const STATISTICS = ['mean', 'variance', 'offset', 'scale'];

/**
 * `FusedBatchNorm.cc` repeats the statistics, so they must be those of the last dimensions. Those of another axis, such as
 * `axis=1` in Keras, are moved there.
 */
export const fusedBatchNorm = correct('FusedBatchNorm', (call, own) => {
  const { inputs, attrs, backend } = call;
  const x = required(call, 'x');
  const rank = x.shape.length;
  const statistics = STATISTICS.flatMap((name) => (inputs[name] ? [{ name, one: inputs[name] }] : []));
  if (statistics.every(({ one }) => repeats(one.shape, x.shape))) return own(inputs, backend, attrs);

  const all = [...x.shape.keys()];
  const sizes = (one: TensorInfo) => all.map((at) => one.shape[at - (rank - one.shape.length)] ?? 1);
  const axes = new Set(statistics.flatMap(({ one }) => all.filter((at) => sizes(one)[at] !== 1)));
  const [axis = 0] = axes;
  if (axes.size > 1) throw new RangeError(`FusedBatchNorm along the axes ${[...axes].join()}`);
  const moved = transpose({ x }, backend, { perm: [...all.filter((at) => at !== axis), axis] });
  const flat = statistics.map(({ name, one }) => [name, { ...one, shape: [sizes(one)[axis] ?? 1] }]);
  const normal = own({ x: moved, ...Object.fromEntries(flat) }, backend, attrs);
  const out = transpose({ x: normal }, backend, {
    perm: all.map((at) => (at === axis ? rank - 1 : at < axis ? at : at - 1)),
  });
  for (const { dataId } of [moved, normal]) backend.disposeData(dataId);
  return out;
});
