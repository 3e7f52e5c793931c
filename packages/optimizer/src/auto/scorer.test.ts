import { expect, it } from 'vitest';
import type { Dataset, Truth } from '../data/dataset.ts';
import { createScorer } from './scorer.ts';
import type { Answer } from './trial.ts';

const dataset: Dataset = {
  name: 'data',
  count: 0,
  files: [],
  classes: undefined,
  read: () => Promise.reject(new Error('nothing is read')),
};
const RIGHT = Float32Array.of(1, 0);
const WRONG = Float32Array.of(0, 1);

function scorerOf(reference: Float32Array[], truth: Truth) {
  const truths = reference.map(() => truth);
  return createScorer({ reference, truths, labels: undefined, dataset });
}

/** Answers, with a count of how many were requested. */
function asked(order: readonly number[], answerOf: (at: number) => Float32Array) {
  const count = { asked: 0 };
  function* answers(): Generator<Answer> {
    for (const at of order) {
      count.asked += 1;
      yield [at, answerOf(at)];
    }
  }
  return { count, answers: answers() };
}

it('counts the net loss', async () => {
  const scorer = scorerOf([RIGHT, RIGHT, WRONG, RIGHT], { kind: 'class', label: 0 });
  expect(await scorer.drop([RIGHT, RIGHT, WRONG, RIGHT].entries(), 0)).toBe(0);
  expect(await scorer.drop([WRONG, WRONG, RIGHT, RIGHT].entries(), 1)).toBe(0.25);
  expect(await scorer.drop([RIGHT, RIGHT, RIGHT, RIGHT].entries(), 0)).toBe(-0.25);
});

it('stops once the loss is too large, with wrong and close examples first', async () => {
  const close = Float32Array.of(0.51, 0.49);
  const scorer = scorerOf([RIGHT, RIGHT, close, WRONG, RIGHT], { kind: 'class', label: 0 });
  expect(scorer.order.slice(0, 2)).toEqual([3, 2]);
  const { count, answers } = asked(scorer.order, (at) => (at === 2 || at === 3 ? WRONG : RIGHT));
  expect(await scorer.drop(answers, 0.1)).toBeGreaterThan(0.1);
  expect(count.asked).toBe(2);
});

it('compares errors of values with those of the original, even if the original has none', async () => {
  const scorer = scorerOf([Float32Array.of(1), Float32Array.of(3)], { kind: 'values', values: [2] });
  expect(await scorer.drop([Float32Array.of(0), Float32Array.of(3)].entries(), 1)).toBe(0.5);
  const exact = scorerOf([Float32Array.of(2)], { kind: 'values', values: [2] });
  expect(await exact.drop([Float32Array.of(2)].entries(), 0)).toBe(0);
  expect(await exact.drop([Float32Array.of(2.5)].entries(), 0)).toBe(Infinity);
});

it('estimates the loss from few answers', async () => {
  const close = Float32Array.of(0.51, 0.49);
  const many = Array.from({ length: 200 }, (_, at) => (at % 4 === 0 ? close : RIGHT));
  const classes = scorerOf(many, { kind: 'class', label: 0 });
  expect(classes.subset).toHaveLength(50);
  const changed = (at: number) => (many[at] === close ? WRONG : RIGHT);
  expect(await classes.estimate(asked(classes.subset, changed).answers)).toBe(0.25);

  const values = scorerOf(
    many.map((_, at) => Float32Array.of(at % 7)),
    { kind: 'values', values: [10] },
  );
  const { answers } = asked(values.subset, (at) => Float32Array.of(10 - 2 * (10 - (at % 7))));
  expect(await values.estimate(answers)).toBeCloseTo(1);
});

it('measures the distance of answers from those of the original', async () => {
  const scorer = scorerOf([Float32Array.of(3, 4)], { kind: 'class', label: 0 });
  expect(await scorer.distance([Float32Array.of(3, 3)].entries())).toBeCloseTo(1 / 25);
  expect(await scorer.distance([Float32Array.of(NaN, 3)].entries())).toBe(Infinity);
});
