import fc from 'fast-check';
import { expect, it } from 'vitest';
import { soften } from './soften.ts';

const logits = fc.float32Array({ minLength: 2, maxLength: 10, min: -10, max: 10, noNaN: true });
const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);

it('gives probabilities in the same order, more equal at a higher temperature', () => {
  fc.assert(
    fc.property(logits, fc.double({ min: 1, max: 20, noNaN: true }), (scores, temperature) => {
      const soft = soften(scores, temperature);
      expect(sum(soft)).toBeCloseTo(1, 4);
      expect(Math.max(...soft)).toBeLessThanOrEqual(Math.max(...soften(scores, 1)) + 1e-6);
      for (const [at, score] of scores.entries()) {
        if (score < (scores[0] ?? 0)) expect(soft[at]).toBeLessThanOrEqual(soft[0] ?? 0);
      }
    }),
  );
});

it('treats probabilities as the softmax of logits', () => {
  const scores = Float32Array.of(2, 1, -1);
  const probabilities = soften(scores, 1);
  for (const [at, value] of soften(probabilities, 4).entries()) {
    expect(value).toBeCloseTo(soften(scores, 4)[at] ?? Number.NaN, 5);
  }
});
