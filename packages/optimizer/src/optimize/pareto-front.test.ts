import fc from 'fast-check';
import { expect, it } from 'vitest';
import { paretoFront } from './pareto-front.ts';

type Pair = readonly [cost: number, quality: number];
const by = { cost: ([cost]: Pair) => cost, quality: ([, quality]: Pair) => quality };

it('leaves out a point that another one beats', () => {
  const pairs: Pair[] = [
    [3, 3],
    [1, 1],
    [2, 0],
    [2, 2],
    [4, 3],
    [1, 0],
  ];
  expect(paretoFront(pairs, by)).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
  ]);
});

it('keeps exactly the points that nothing beats', () => {
  const pair = fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 }));
  fc.assert(
    fc.property(fc.array(pair, { minLength: 1 }), (pairs) => {
      const front = paretoFront(pairs, by);
      for (const [cost, quality] of pairs) {
        expect(front.some(([otherCost, other]) => otherCost <= cost && other >= quality)).toBe(true);
      }
      const qualities = front.map(([, quality]) => quality);
      expect(qualities).toEqual([...new Set(qualities)].toSorted((a, b) => a - b));
    }),
  );
});
