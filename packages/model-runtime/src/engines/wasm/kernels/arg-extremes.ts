import { util } from '@tensorflow/tfjs-core';
import { numbers } from './attributes.ts';
import { correct, required } from './backend-kernel.ts';

/** `ArgMax.ts` and `ArgMin.ts` return the first place even if there is none; TensorFlow refuses. */
export const argExtremes = ['ArgMax', 'ArgMin'].map((name) =>
  correct(name, (call, own) => {
    const { shape } = required(call, 'x');
    const [axis = 0] = util.parseAxisParam(numbers(call.attrs['axis']), shape);
    const places = shape.filter((_, at) => at !== axis);
    if (shape[axis] === 0 && !places.includes(0)) throw new RangeError(`${name} of an empty axis`);
    return own(call.inputs, call.backend, call.attrs);
  }),
);
