import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chooseVersion, reachableVersions } from './choose-version.ts';

const CALLERS = 20_000;

const model = (share: number, version = 3) => ({
  model: 'digits',
  newest: 3,
  labels: { stable: { version: 2 }, canary: { version, share } },
});

const callers = Array.from({ length: CALLERS }, (_, n) => `user-${n}`);
const canaries = (of: ReturnType<typeof model>) =>
  callers.filter((caller) => chooseVersion(of, caller).label === 'canary');

it.each([0.001, 0.05, 0.5, 1])('gives a version its share of the callers: %d', (share) => {
  const found = canaries(model(share)).length;
  // Five standard deviations of a binomial.
  expect(Math.abs(found - share * CALLERS)).toBeLessThanOrEqual(5 * Math.sqrt(CALLERS * share * (1 - share)));
});

it('keeps callers on their version, also when the share grows', () => {
  fc.assert(
    fc.property(fc.string(), fc.double({ min: 0.01, max: 0.9, noNaN: true }), (caller, share) => {
      const before = chooseVersion(model(share), caller);
      expect(chooseVersion(model(share), caller)).toEqual(before);
      if (before.label === 'canary') expect(chooseVersion(model(share + 0.1), caller)).toEqual(before);
    }),
  );
});

it('chooses different callers for another version', () => {
  const first = new Set(canaries(model(0.1, 3)));
  const both = canaries(model(0.1, 4)).filter((caller) => first.has(caller)).length;
  expect(both / CALLERS).toBeLessThan(0.02);
});

it('gives a call without a caller no share', () => {
  expect(chooseVersion(model(1), undefined)).toEqual({ version: 2, label: 'stable' });
});

it('lists every version that a call can get, once each', () => {
  expect(reachableVersions(model(0.1))).toEqual([2, 3]);
  expect(reachableVersions({ newest: 3, labels: { canary: { version: 1 } } })).toEqual([3]);
  expect(
    reachableVersions({
      newest: 3,
      labels: { stable: { version: 1 }, a: { version: 1, share: 0.5 }, b: { version: 2 } },
    }),
  ).toEqual([1]);
});
