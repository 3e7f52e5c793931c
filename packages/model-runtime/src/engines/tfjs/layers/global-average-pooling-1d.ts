import { cast, div, expandDims, mean, mul, serialization, sum, Tensor, tidy } from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';

/** TensorFlow.js includes masked steps in the average; Keras leaves them out. */
class GlobalAveragePooling1D extends layers.Layer {
  static className = 'GlobalAveragePooling1D';

  override computeOutputShape([batch = null, , channels = null]: (number | null)[]) {
    return [batch, channels];
  }

  override call(inputs: Tensor | Tensor[], { mask }: { mask?: unknown } = {}): Tensor {
    const [x] = [inputs].flat();
    if (!x) throw new TypeError('a layer was called without inputs');
    return tidy(() => {
      if (!(mask instanceof Tensor)) return mean(x, 1);
      const counted = expandDims(cast(mask, 'float32'), 2);
      return div(sum(mul(x, counted), 1), sum(counted, 1));
    });
  }
}

serialization.registerClass(GlobalAveragePooling1D);
