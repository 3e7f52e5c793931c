import { correct, required } from './backend-kernel.ts';
import { repeats } from './repeats.ts';
import { sloped } from './sloped.ts';

/**
 * `prelu_impl.cc` repeats the slopes, so they must be complete along the last dimensions. If they are shared along one of
 * these, it uses the slopes of other elements.
 */
export const prelu = correct('Prelu', (call, own) => {
  const { inputs, backend } = call;
  const x = required(call, 'x');
  const alpha = required(call, 'alpha');
  return x.dtype !== 'float32' || repeats(alpha.shape, x.shape)
    ? own(inputs, backend)
    : sloped(x, alpha, backend);
});
