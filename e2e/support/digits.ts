import { type BinaryTensor, encodeBinaryTensor } from '@pilotlight/protocol';
import fixture from '../fixtures/mnist-digits.json' with { type: 'json' };

/** One handwritten digit of each class from the MNIST test set, in the model's form: [28, 28, 1], 0 to 1. */
export const digits = fixture.images.map(({ label, pixels }) => {
  const image = Float32Array.from(Buffer.from(pixels, 'base64'), (byte) => byte / 255);
  const binary: BinaryTensor = encodeBinaryTensor({ dtype: 'float32', shape: [28, 28, 1], data: image });
  const rows = Array.from({ length: 28 }, (_, y) => image.subarray(y * 28, (y + 1) * 28));
  const nested = rows.map((row) => Array.from(row, (pixel) => [pixel]));
  return { label, binary, nested };
});

/** Returns the class with the highest probability. */
export function mostLikely(probabilities: unknown): number {
  if (!Array.isArray(probabilities)) throw new TypeError('a row of probabilities was expected');
  return probabilities.indexOf(Math.max(...probabilities));
}
