import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { expectedShift } from './expected-shift.ts';
import { MeanPatch } from './mean-patch.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const shapes = fc.record({
  batch: fc.integer({ min: 1, max: 3 }),
  side: fc.integer({ min: 3, max: 7 }),
  channels: fc.integer({ min: 1, max: 3 }),
  given: fc.integer({ min: 1, max: 3 }),
  kernel: fc.constantFrom(1, 2, 3),
  stride: fc.constantFrom(1, 2),
  pad: fc.constantFrom('same' as const, 'valid' as const),
  seed: fc.nat(),
});

const rounded = Math.round;

/** Returns the mean of each output channel of a rounded kernel, minus that of the original kernel. */
function measuredShift(give: (kernel: tf.Tensor4D) => tf.Tensor4D, kernel: tf.Tensor4D): Float32Array {
  const means = tf.tidy(() => tf.mean(tf.sub(give(tf.round(kernel)), give(kernel)), [0, 1, 2]).dataSync());
  return Float32Array.from(means);
}

it.each([false, true])('equals the shift of means by rounding; depthwise: %s', (isDepthwise) => {
  fc.assert(
    fc.property(shapes, ({ batch, side, channels, given, kernel: size, stride, pad, seed }) => {
      tf.tidy(() => {
        const input = tf.randomUniform<tf.Rank.R4>([batch, side, side, channels], -1, 3, 'float32', seed);
        const kernel = tf.randomUniform<tf.Rank.R4>(
          [size, size, channels, isDepthwise ? 1 : given],
          -4,
          4,
          'float32',
          seed + 1,
        );
        const give = (weights: tf.Tensor4D) =>
          isDepthwise
            ? tf.depthwiseConv2d(input, weights, stride, pad)
            : tf.conv2d(input, weights, stride, pad);
        const patch = new MeanPatch(isDepthwise ? kernel.size : kernel.size / given);
        const window = (from: tf.Tensor4D) =>
          tf.backend_util.computeConv2DInfo(from.shape, kernel.shape, stride, 1, pad, undefined, isDepthwise);
        // In two parts, as examples come one after the other.
        const parts = batch > 1 ? tf.split<tf.Tensor4D>(input, [1, batch - 1]) : [input];
        for (const part of parts) patch.add(part.dataSync(), window(part));
        const shift = expectedShift({
          values: Float32Array.from(kernel.dataSync()),
          rounded,
          meanInput: patch.values,
          channels: isDepthwise ? channels : given,
          isDepthwise,
        });
        const measured = measuredShift(give, kernel);
        expect(shift.length).toBe(measured.length);
        for (const [at, by] of measured.entries()) expect(shift[at]).toBeCloseTo(by, 4);
      });
    }),
    { numRuns: 40 },
  );
});
