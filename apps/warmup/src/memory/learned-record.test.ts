import { learn, type Learned, NOTHING_LEARNED } from '@pilotlight/keep-warm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromRecords, toRecords } from './learned-record.ts';

const anyPing = fc.record({
  at: fc.nat(2 ** 31),
  instanceId: fc.uuid(),
  cold: fc.boolean(),
  ageMs: fc.nat(20_000_000),
  idleMs: fc.nat(20_000_000),
});
const anyLearned: fc.Arbitrary<Learned> = fc
  .array(anyPing, { maxLength: 400 })
  .map((pings) => pings.reduce(learn, NOTHING_LEARNED));

it('reads its own records back from JSON, to the third digit', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), anyLearned, { maxKeys: 5 }), (known) => {
      const learned = new Map(Object.entries(known));
      const read = fromRecords(JSON.parse(JSON.stringify(toRecords(learned))));
      expect([...(read ?? [])].map(([target]) => target)).toEqual([...learned.keys()]);
      for (const [target, { lastPing, lifetimes }] of learned) {
        const again = read?.get(target);
        expect(again?.lastPing).toEqual(lastPing);
        expect(again?.lifetimes.bins.length).toBe(lifetimes.bins.length);
        for (const [n, { minutes, alive, gone }] of lifetimes.bins.entries()) {
          const bin = again?.lifetimes.bins[n];
          expect(bin?.minutes).toBe(minutes);
          expect(bin?.alive).toBeCloseTo(alive, 2);
          expect(bin?.gone).toBeCloseTo(gone, 2);
        }
      }
    }),
  );
});

const good = { target: 'predict', pinged: { at: 1, instance: 'a' }, seenAt: 1, bins: [[10, 1, 0]] };

it.each([
  ['nothing', undefined],
  ['an object', {}],
  ['a bin beyond the range', [{ ...good, bins: [[241, 1, 0]] }]],
  [
    'a bin twice',
    [
      {
        ...good,
        bins: [
          [10, 1, 0],
          [10, 1, 0],
        ],
      },
    ],
  ],
  ['a negative count', [{ ...good, bins: [[10, -1, 0]] }]],
  ['a count that is too high', [{ ...good, bins: [[10, 1e9, 0]] }]],
  ['a wrong time', [{ ...good, seenAt: null }]],
  ['too many targets', Array.from({ length: 101 }, () => good)],
])('ignores %s', (_, records) => {
  expect(fromRecords([good])?.size).toBe(1);
  expect(fromRecords(records)).toBeUndefined();
});

it('does not throw for any content of the log', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (records) => {
      expect(() => fromRecords(records)).not.toThrow();
    }),
  );
});
