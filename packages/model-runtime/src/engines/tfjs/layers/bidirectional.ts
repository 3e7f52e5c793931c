import { cast, expandDims, mul, Tensor, tidy } from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';

type Call = (
  this: { returnSequences?: boolean },
  inputs: Tensor | Tensor[],
  kwargs?: { mask?: unknown },
) => Tensor | Tensor[];

const made = layers.bidirectional({ layer: layers.simpleRNN({ units: 1 }), mergeMode: 'concat' });
const prototype: { call: Call } = Object.getPrototypeOf(made);
const { call } = prototype;

/** For a masked step, TensorFlow.js repeats the step before; Keras gives zeros. */
prototype.call = function callMasked(inputs, kwargs) {
  return tidy(() => {
    const given = call.call(this, inputs, kwargs);
    const mask = kwargs?.mask;
    if (!this.returnSequences || !(mask instanceof Tensor) || Array.isArray(given)) return given;
    return mul(given, expandDims(cast(mask, 'float32'), 2));
  });
};
