import fc from 'fast-check';
import { expect, it } from 'vitest';
import { channelRanges, scaleChannels } from './channel-factors.ts';

const shape = [2, 3, 4];
const values = Float32Array.from({ length: 24 }, (_, at) => (at % 2 === 0 ? at : -at));

it('knows the largest magnitude of each channel, on whichever axis', () => {
  const ranges = [0, 1, 2].map((axis) => channelRanges(values, { shape }, { weight: 'w', axis }));
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
      const scaled = values.slice();
      const part = { weight: 'w', axis };
      scaleChannels(scaled, { shape }, part, factors);
      const expected = channelRanges(values, { shape }, part).map((range, at) => range * (factors[at] ?? 1));
      expect(channelRanges(scaled, { shape }, part)).toEqual(expected);
      scaleChannels(
        scaled,
        { shape },
        part,
        factors.map((factor) => 1 / factor),
      );
      expect(scaled).toEqual(values);
    }),
  );
});
