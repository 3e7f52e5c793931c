import { expect, it } from 'vitest';
import { compare } from './compare.ts';
import type { Evaluation } from './evaluate-model.ts';
import { tally } from './tally.ts';

function ofHits(hits: boolean[]): Evaluation {
  const labels = hits.map(() => 1);
  const counted = tally({ classes: 2, labels, predictions: hits.map(Number) });
  return { kind: 'classes', ...counted, topFive: undefined, hits };
}

/** Hits with the first `right` of 100 correct, except those in `wrong`. */
const hits = (right: number, wrong: number[] = []) =>
  ofHits(Array.from({ length: 100 }, (_, at) => at < right && !wrong.includes(at)));

it('calls a model worse only if the difference is significant', () => {
  expect(compare(hits(90), hits(90))).toMatchObject({ p: 1, difference: 0 });
  expect(compare(hits(90), hits(85)).verdict).toBe('no difference that this data can tell');
  expect(compare(hits(90), hits(84))).toMatchObject({ verdict: 'worse', onlyFirst: 6, onlySecond: 0 });
  expect(compare(hits(84), hits(90))).toMatchObject({ verdict: 'better', difference: 0.06 });
});

it('finds differences between models of the same accuracy', () => {
  expect(compare(hits(90, [0, 1, 2]), hits(90, [3, 4, 5]))).toMatchObject({
    onlyFirst: 3,
    onlySecond: 3,
    p: 1,
  });
});

const ofErrors = (errors: number[]): Evaluation => ({
  kind: 'values',
  count: errors.length,
  meanError: 0,
  interval: { low: 0, high: 0 },
  rootMeanSquare: 0,
  errors,
});

it('compares values example by example, and gives no verdict on few', () => {
  const errors = Array.from({ length: 50 }, (_, at) => at % 7);
  const more = errors.map((error, at) => error + 0.1 + (at % 3) / 100);
  expect(compare(ofErrors(errors), ofErrors(more)).verdict).toBe('worse');
  expect(compare(ofErrors(more), ofErrors(errors)).verdict).toBe('better');
  const few = compare(ofErrors(errors.slice(0, 20)), ofErrors(more.slice(0, 20)));
  expect(few.verdict).toBe('no difference that this data can tell');
});

it('refuses to compare evaluations of different examples', () => {
  expect(() => compare(ofErrors([1]), ofErrors([1, 2]))).toThrow(TypeError);
  expect(() => compare(ofErrors([1]), ofHits([true]))).toThrow(TypeError);
});
