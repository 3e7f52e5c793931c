import { util } from '@tensorflow/tfjs-core';
import { numbers } from './attributes.ts';
import { correct, required } from './backend-kernel.ts';

/** `Cumsum.ts` and `Cumprod.ts` transpose with a negative axis as if it counted from the start. */
export const cumulative = ['Cumsum', 'Cumprod'].map((name) =>
  correct(name, (call, own) => {
    const { inputs, attrs, backend } = call;
    const [axis = 0] = util.parseAxisParam(numbers(attrs['axis']), required(call, 'x').shape);
    return own(inputs, backend, { ...attrs, axis });
  }),
);
