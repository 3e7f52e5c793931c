import { cast, div, expandDims, mean, mul, serialization, sum, Tensor, tidy } from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';

/** TensorFlow.js averages over what is masked too; Keras leaves it out. */
class GlobalAveragePooling1D extends layers.Layer {
  static className = 'GlobalAveragePooling1D';

  override computeOutputShape([batch = null, , channels = null]: (number | null)[]) {
    return [batch, channels];
  }

  override call(inputs: Tensor | Tensor[], { mask }: { mask?: unknown } = {}): Tensor {
    const [x] = [inputs].flat();
    if (!x) throw new TypeError('a layer was called with nothing');
    return tidy(() => {
      if (!(mask instanceof Tensor)) return mean(x, 1);
      const counted = expandDims(cast(mask, 'float32'), 2);
      return div(sum(mul(x, counted), 1), sum(counted, 1));
    });
  }
}

serialization.registerClass(GlobalAveragePooling1D);
