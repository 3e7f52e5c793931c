import fc from 'fast-check';
import { expect, it } from 'vitest';
import { movedRows } from './moved-rows.ts';

/** Returns the place that each element comes from according to rows, counted from 1 through all tensors. */
function placesOf(rows: NonNullable<ReturnType<typeof movedRows>>, counts: readonly number[], size: number) {
  const places = Array.from({ length: size }, () => 0);
  for (const { source, rows: count, length, offset, fromStep, toStep, to } of rows) {
    const before = counts.slice(0, source).reduce((sum, one) => sum + one, 0);
    for (let row = 0; row < count; row++)
      for (let at = 0; at < length; at++)
        places[to + row * toStep + at] = before + offset + row * fromStep + at + 1;
  }
  return places;
}

it('gives the origin of any elements', () => {
  const counts = fc.array(fc.nat(6), { minLength: 1, maxLength: 4 });
  const moved = counts
    .filter((all) => all.some((count) => count > 0))
    .chain((all) => {
      const total = all.reduce((sum, one) => sum + one, 0);
      return fc.tuple(fc.constant(all), fc.array(fc.integer({ min: 1, max: total }), { maxLength: 40 }));
    });
  fc.assert(
    fc.property(moved, ([all, positions]) => {
      expect(placesOf(movedRows(positions, all) ?? [], all, positions.length)).toEqual(positions);
    }),
    { numRuns: 500 },
  );
});

it('makes few rows of elements that are moved evenly: two tensors side by side, and the channels of a picture reversed', () => {
  const sideBySide = [1, 2, 7, 8, 9, 3, 4, 10, 11, 12, 5, 6, 13, 14, 15];
  expect(movedRows(sideBySide, [6, 9])).toEqual([
    { source: 0, rows: 3, length: 2, offset: 0, fromStep: 2, toStep: 5, to: 0 },
    { source: 1, rows: 3, length: 3, offset: 0, fromStep: 3, toStep: 5, to: 2 },
  ]);
  const turned = Array.from({ length: 300 }, (_, at) => at - (at % 3) + (2 - (at % 3)) + 1);
  expect(movedRows(turned, [300])).toHaveLength(3);
});

it('gives up on elements that come from nowhere, and on too many pieces', () => {
  expect(movedRows([1, 0, 2], [3])).toBeUndefined();
  expect(movedRows([1, 4], [3])).toBeUndefined();
  expect(movedRows([1.5], [3])).toBeUndefined();
  const backwards = Array.from({ length: 2000 }, (_, at) => 2000 - at);
  expect(movedRows(backwards, [2000])).toBeUndefined();
});
