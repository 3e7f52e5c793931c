import type { NamedTensors } from '@pilotlight/protocol/tensors';
import { expect, it } from 'vitest';
import { compareAnswers, TOLERANCES } from './compare-answers.ts';

const floats = (...data: number[]): NamedTensors => ({
  y: { dtype: 'float32', shape: [data.length], data: Float32Array.from(data) },
});
const text = (word: string): NamedTensors => ({
  y: { dtype: 'string', shape: [1], data: [new TextEncoder().encode(word)] },
});
const whole = (value: bigint): NamedTensors => ({
  y: { dtype: 'int64', shape: [1], data: BigInt64Array.of(value) },
});
const bytes = (...data: number[]): NamedTensors => ({
  y: { dtype: 'uint8', shape: [data.length], data: Uint8Array.from(data) },
});
const compare = (own: NamedTensors, reference: NamedTensors, tolerance: number = TOLERANCES.float) =>
  compareAnswers(own, reference, { tolerance, referenceName: 'another engine' });

it('accepts answers that differ by the order of sums', () => {
  const { distance, difference } = compare(floats(1, 2.00001), floats(1, 2));
  expect(difference).toBeUndefined();
  expect(distance).toBeCloseTo(5e-6, 6);
});

it('accepts different tiny probabilities', () => {
  expect(compare(floats(1.86635e-18), floats(1.87333e-18)).difference).toBeUndefined();
  expect(compare(floats(2.3e-5), floats(2.4e-5)).difference).toBeDefined();
});

it('finds a wrong element of a short output, and reports its place and difference', () => {
  expect(compare(floats(0, 1, 0, 0), floats(1, 1, 0, 1)).difference?.words).toBe(
    "its output 'y' is 0 at element 0, but 1 by another engine; 2 of 4 elements differ by more than 0.1 % of the largest",
  );
});

it('accepts only NaN for NaN and only the same infinity', () => {
  expect(compare(floats(Number.NaN, Infinity), floats(Number.NaN, Infinity)).difference).toBeUndefined();
  expect(compare(floats(Number.NaN, 1), floats(0, 1)).difference).toBeDefined();
  expect(compare(floats(Infinity, 1), floats(-Infinity, 1)).difference).toBeDefined();
});

it('accepts a few different elements of a long output, as with equal scores', () => {
  const scores = Array.from({ length: 100 }, (_, at) => at);
  const swapped = scores.with(3, 4).with(4, 3);
  expect(compare(floats(...swapped), floats(...scores)).difference).toBeUndefined();
  expect(compare(floats(...scores.toReversed()), floats(...scores)).difference).toBeDefined();
});

it('finds another shape, another string and another integer', () => {
  expect(compare(floats(1, 2), floats(1)).difference?.words).toContain(
    'is of shape [2], but of [1] by another engine',
  );
  expect(compare(text('a'), text('a')).difference).toBeUndefined();
  expect(compare(text('a'), text('b')).difference?.words).toContain(
    'is "a" at element 0, but "b" by another engine',
  );
  expect(compare(whole(3n), whole(3n)).difference).toBeUndefined();
  expect(compare(whole(3n), whole(4n)).difference).toBeDefined();
});

it('accepts a difference of a few quanta', () => {
  expect(compare(bytes(10, 20), bytes(12, 20), TOLERANCES.quantized).difference).toBeUndefined();
  expect(compare(bytes(10, 20), bytes(90, 20), TOLERANCES.quantized).difference).toBeDefined();
});

it('compares the results of a model that sorts, in any order', () => {
  const sorts = { tolerance: TOLERANCES.float, sorts: true, referenceName: 'another engine' };
  expect(compareAnswers(floats(3, 1, 2), floats(1, 2, 3), sorts).difference).toBeUndefined();
  expect(compareAnswers(floats(3, 1, 9), floats(1, 2, 3), sorts).difference).toBeDefined();
});
