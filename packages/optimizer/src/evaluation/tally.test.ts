import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tally } from './tally.ts';

const digits = fc.integer({ min: 0, max: 9 });

it('counts the predictions for each class', () => {
  const labels = Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 4);
  const predictions = Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 4, 9);
  const { count, correct, accuracy, confusion, recall } = tally({ classes: 10, labels, predictions });
  expect([count, correct]).toEqual([12, 10]);
  expect(accuracy).toBeCloseTo(10 / 12);
  expect([confusion[9]?.[4], confusion[4]?.[9], confusion[9]?.[9]]).toEqual([1, 1, 1]);
  expect(recall).toEqual([1, 1, 1, 1, 0.5, 1, 1, 1, 1, 0.5]);
});

it('puts each image into one cell', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(digits, digits), { minLength: 1 }), (pairs) => {
      const { confusion, correct } = tally({
        classes: 10,
        labels: Uint8Array.from(pairs, ([label]) => label),
        predictions: Uint8Array.from(pairs, ([, prediction]) => prediction),
      });
      expect(confusion.flat().reduce((sum, value) => sum + value, 0)).toBe(pairs.length);
      expect(correct).toBe(pairs.filter(([label, prediction]) => label === prediction).length);
    }),
  );
});
