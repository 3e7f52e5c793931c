import { createRandom } from '@pilotlight/statistics/random';

/** A layer of 500 by 500 float32 has a million bytes. */
export const WIDTH = 500;
export const LAYER_BYTES = WIDTH * WIDTH * Float32Array.BYTES_PER_ELEMENT;

const SEED = 20260;
/** Keeps the outputs of a layer as large as its inputs, through any number of layers (He and others, 2015). */
const BOUND = Math.sqrt(6 / WIDTH);

/** Dense layers one after another, each followed by a ReLU: almost only weights, each used once. */
export interface DenseChain {
  /** Layer by layer; each row by row, from inputs to outputs. */
  weights: Float32Array<ArrayBuffer>;
  input: Float32Array<ArrayBuffer>;
  /** Expected output of the chain for the input, computed here in doubles. */
  expected: number[];
}

/** Draws a chain: the same one for the same number of layers. */
export function drawChain(layers: number): DenseChain {
  const random = createRandom(SEED);
  const draw = (count: number, bound: number) =>
    Float32Array.from({ length: count }, () => (2 * random.between(0, 1) - 1) * bound);
  const input = draw(WIDTH, 1);
  const weights = draw(layers * WIDTH * WIDTH, BOUND);
  return { weights, input, expected: answerOf(weights, input) };
}

function answerOf(weights: Float32Array, input: Float32Array): number[] {
  let values = Float64Array.from(input);
  for (let layer = 0; layer < weights.length; layer += WIDTH * WIDTH) {
    const next = new Float64Array(WIDTH);
    for (let row = 0; row < WIDTH; row++) {
      const value = values[row] ?? 0;
      if (value === 0) continue;
      const start = layer + row * WIDTH;
      for (let column = 0; column < WIDTH; column++) {
        next[column] = (next[column] ?? 0) + value * (weights[start + column] ?? 0);
      }
    }
    values = next.map((sum) => Math.max(0, sum));
  }
  return [...values];
}
