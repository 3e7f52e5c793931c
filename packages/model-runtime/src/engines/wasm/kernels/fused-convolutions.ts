import { correct } from './backend-kernel.ts';
import { sloped } from './sloped.ts';

/**
 * `FusedConv2D.ts` and `FusedDepthwiseConv2D.ts` call `prelu_impl.cc`, which repeats the slopes: see `prelu.ts`. Slopes
 * other than one per channel are applied afterwards.
 */
export const fusedConvolutions = ['FusedConv2D', 'FusedDepthwiseConv2D'].map((name) =>
  correct(name, (call, own) => {
    const { inputs, attrs, backend } = call;
    const { preluActivationWeights: alpha, ...others } = inputs;
    if (!alpha || alpha.shape.slice(0, -1).every((size) => size === 1)) return own(inputs, backend, attrs);
    const summed = own(others, backend, { ...attrs, activation: 'linear' });
    const out = sloped(summed, alpha, backend);
    backend.disposeData(summed.dataId);
    return out;
  }),
);
