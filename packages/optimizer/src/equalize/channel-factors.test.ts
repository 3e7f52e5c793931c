import fc from 'fast-check';
import { expect, it } from 'vitest';
import { channelRanges, scaleChannels } from './channel-factors.ts';

const shape = [2, 3, 4];
const values = Float32Array.from({ length: 24 }, (_, at) => (at % 2 === 0 ? at : -at));
const none = new Map<number, number[]>();

it('finds the largest magnitude of each channel, on any axis', () => {
  const ranges = [0, 1, 2].map((axis) => channelRanges(values, { shape }, { axis, factors: none }));
  expect(ranges).toEqual([
    [11, 23],
    [15, 19, 23],
    [20, 21, 22, 23],
  ]);
});

it('scales each channel by its own factor, and back', () => {
  fc.assert(
    fc.property(fc.nat({ max: 2 }), fc.infiniteStream(fc.integer({ min: -8, max: 8 })), (axis, exponents) => {
      const factors = Array.from({ length: shape[axis] ?? 0 }, () => 2 ** (exponents.next().value ?? 0));
      const scaled = scaleChannels(values, { shape }, new Map([[axis, factors]]));
      const expected = channelRanges(values, { shape }, { axis, factors: none }).map(
        (range, at) => range * (factors[at] ?? 1),
      );
      expect(channelRanges(scaled, { shape }, { axis, factors: none })).toEqual(expected);
      const inverse = new Map([[axis, factors.map((factor) => 1 / factor)]]);
      expect(scaleChannels(scaled, { shape }, inverse)).toEqual(values);
    }),
  );
});

it('finds the ranges of a weight scaled along several axes without scaling it', () => {
  const factors = new Map([
    [0, [2, 0.25]],
    [2, [1, 4, 0.5, 8]],
  ]);
  const scaled = scaleChannels(values, { shape }, factors);
  for (const axis of [0, 1, 2]) {
    expect(channelRanges(values, { shape }, { axis, factors })).toEqual(
      channelRanges(scaled, { shape }, { axis, factors: none }),
    );
  }
});
