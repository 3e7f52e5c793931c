import { getKernel } from '@tensorflow/tfjs-core';
import { BACKEND, type Correction } from './backend-kernel.ts';

/**
 * `non_max_suppression_impl.cc` drops a box that overlaps another by exactly the threshold; TensorFlow drops one that
 * overlaps by more. With a sigma TensorFlow drops none, but lowers the scores.
 */
export const nonMaxSuppression = ['NonMaxSuppressionV3', 'NonMaxSuppressionV4', 'NonMaxSuppressionV5'].map(
  (kernelName): Correction => {
    const { kernelFunc } = getKernel(kernelName, BACKEND);
    return {
      kernelName,
      kernelFunc({ inputs, attrs = {}, backend }) {
        const isSoft = Number(attrs['softNmsSigma'] ?? 0) > 0;
        const iouThreshold = isSoft ? Infinity : justAbove(Number(attrs['iouThreshold']));
        return kernelFunc({ inputs, attrs: { ...attrs, iouThreshold }, backend });
      },
    };
  },
);

/** Returns the next float after a nonnegative one. */
function justAbove(value: number): number {
  const bits = new Int32Array(Float32Array.of(Math.abs(value)).buffer);
  bits[0] = (bits[0] ?? 0) + 1;
  return new Float32Array(bits.buffer)[0] ?? value;
}
