import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isDue } from './is-due.ts';
import { keepAlive } from './keep-alive.ts';
import { type Learned, learn, NOTHING_LEARNED } from './learned.ts';
import { MINUTE_MS } from './minutes.ts';
import { pingInterval } from './ping-interval.ts';

/** The default bounds of `warmUp`. */
const bounds = { shortestMinutes: 1, longestMinutes: 60 };

/** Simulates a platform: each instance lives for `lifetime` minutes after its last call. */
function run({
  days,
  lifetime,
  isCalled = () => false,
  learned = NOTHING_LEARNED,
  from = 0,
}: {
  days: number;
  lifetime: () => number;
  /** Returns true if a user called half a minute before this tick. */
  isCalled?: () => boolean;
  learned?: Learned;
  from?: number;
}) {
  let instance = 0;
  let started = 0;
  let lastCall = -Infinity;
  let dies = -Infinity;
  const pings: { minute: number; cold: boolean }[] = [];
  const call = (at: number) => {
    const cold = at > dies;
    if (cold) {
      instance += 1;
      started = at;
    }
    const ping = {
      at: at * MINUTE_MS,
      instanceId: String(instance),
      cold,
      ageMs: (at - started) * MINUTE_MS,
      idleMs: (at - (cold ? started : lastCall)) * MINUTE_MS,
    };
    lastCall = at;
    dies = at + lifetime();
    return ping;
  };
  let interval = pingInterval(learned.lifetimes, bounds);
  for (let minute = from; minute < from + days * 24 * 60; minute++) {
    if (isCalled()) call(minute - 0.5);
    if (!isDue(learned, minute * MINUTE_MS, interval)) continue;
    const ping = call(minute);
    learned = learn(learned, ping);
    interval = pingInterval(learned.lifetimes, bounds);
    pings.push({ minute, cold: ping.cold });
  }
  return { learned, interval, pings };
}

const coldShare = (pings: readonly { cold: boolean }[]) =>
  pings.filter(({ cold }) => cold).length / pings.length;

it('finds the longest interval that keeps the function warm, and keeps it', () => {
  const { interval, pings, learned } = run({ days: 10, lifetime: () => 12.4 });
  expect(interval).toBe(12);
  expect(keepAlive(learned.lifetimes)).toEqual({ atLeastMinutes: 12, likelyMinutes: 12, atMostMinutes: 13 });
  const settled = pings.filter(({ minute }) => minute > 5 * 24 * 60);
  expect(settled.length).toBe(600);
  expect(coldShare(settled)).toBe(0);
  const afterTen = pings.find(({ minute }, n) => minute - (pings[n - 1]?.minute ?? minute) === 10);
  expect((afterTen?.minute ?? 0) / 60).toBeCloseTo(24, 0);
});

it('keeps 95 % of its pings warm if lifetimes differ', () => {
  const random = seeded(7);
  const { interval, pings } = run({ days: 30, lifetime: () => 10 + 5 * random() });
  expect(interval).toBeGreaterThanOrEqual(9);
  expect(interval).toBeLessThanOrEqual(11);
  expect(coldShare(pings)).toBeLessThan(0.05);
});

it('learns the same while users call, because the instance reports its idle time', () => {
  const random = seeded(3);
  const { interval, pings } = run({ days: 20, lifetime: () => 12.4, isCalled: () => random() < 0.01 });
  expect(interval).toBe(12);
  expect(coldShare(pings)).toBeLessThan(0.01);
});

it('follows a platform whose lifetimes change, in both directions', () => {
  const generous = run({ days: 10, lifetime: () => 20.5 });
  expect(generous.interval).toBe(20);
  const stingy = run({ ...generous, days: 2, from: 10 * 1440, lifetime: () => 8.5 });
  expect(stingy.interval).toBeLessThanOrEqual(8);
  const again = run({ ...stingy, days: 60, from: 12 * 1440, lifetime: () => 20.5 });
  expect(again.interval).toBe(20);
});

it('pings at the shortest interval if even that does not keep the function warm', () => {
  const { interval, learned } = run({ days: 1, lifetime: () => 0.5 });
  expect(interval).toBe(1);
  expect(keepAlive(learned.lifetimes).atMostMinutes).toBe(1);
});

it('stays within the owner’s bounds for any observations', () => {
  const anyPing = fc.record({
    at: fc.double(),
    instanceId: fc.constantFrom('a', 'b'),
    cold: fc.boolean(),
    ageMs: fc.double(),
    idleMs: fc.double({ min: -1, max: 300 * MINUTE_MS }),
  });
  fc.assert(
    fc.property(fc.array(anyPing, { maxLength: 200 }), (pings) => {
      const learned = pings.reduce(learn, NOTHING_LEARNED);
      const interval = pingInterval(learned.lifetimes, bounds);
      expect(interval).toBeGreaterThanOrEqual(bounds.shortestMinutes);
      expect(interval).toBeLessThanOrEqual(bounds.longestMinutes);
    }),
  );
});

it('has the true value within nine of ten bounds', () => {
  // Lifetimes uniform on 10 to 20 minutes: 95 % live for at least 10.5.
  const random = seeded(11);
  const bounded = Array.from({ length: 200 }, () => {
    let learned = NOTHING_LEARNED;
    for (let n = 0, at = 0; n < 150; n++) {
      const minutes = 5 + Math.floor(15 * random());
      at += minutes;
      const alive = 10 + 10 * random() > minutes;
      learned = learn(learned, {
        at: at * MINUTE_MS,
        instanceId: String(n),
        cold: !alive,
        ageMs: 0,
        idleMs: minutes * MINUTE_MS,
      });
    }
    return keepAlive(learned.lifetimes);
  });
  const share = (isTrue: (estimate: (typeof bounded)[number]) => boolean) =>
    bounded.filter(isTrue).length / bounded.length;
  expect(share(({ atLeastMinutes }) => atLeastMinutes <= 10.5)).toBeGreaterThanOrEqual(0.9);
  expect(share(({ atMostMinutes = Infinity }) => atMostMinutes >= 10.5)).toBeGreaterThanOrEqual(0.9);
});

/** Returns repeatable numbers from 0 to 1: a linear congruential generator (Numerical Recipes). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
