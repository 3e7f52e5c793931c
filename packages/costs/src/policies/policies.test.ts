import { expect, it } from 'vitest';
import { simulate, poisson } from '../simulation/testing/simulations.ts';
import { between } from '../random/distribution.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/units.ts';
import { hybridHistogram } from './hybrid-histogram.ts';
import { learning } from './learning.ts';
import { NOTHING } from './nothing.ts';
import { pingEvery } from './ping-every.ts';

const BOUNDS = { shortestMinutes: 1, longestMinutes: 15 };
const LEARNING = learning(BOUNDS);
const HYBRID_HISTOGRAM = hybridHistogram(BOUNDS);
const MONTH_OF_CALLS = poisson(2000, 20 * MINUTE_MS);

it('learns to ping rarely when instances live long, and stays as warm', () => {
  const model = { keepAlive: () => 11.5 * MINUTE_MS, start: () => 1500, warmUpStart: () => 500 };
  const learned = simulate(MONTH_OF_CALLS, { policy: LEARNING, model });
  const always = simulate(MONTH_OF_CALLS, { policy: pingEvery(1), model });
  expect(learned.pings).toBeLessThan(always.pings / 4);
  expect(learned.ticks).toBe(always.ticks);
  expect(learned.coldCalls / learned.calls).toBeLessThan(0.05);
  expect(simulate(MONTH_OF_CALLS, { policy: NOTHING, model }).coldCalls / 2000).toBeGreaterThan(0.4);
});

it('learns to ping often when instances die at any time', () => {
  const model = { keepAlive: between({ min: 0, max: 15 * MINUTE_MS }) };
  const learned = simulate(MONTH_OF_CALLS, { policy: LEARNING, model });
  expect(learned.coldCalls / learned.calls).toBeLessThan(0.07);
});

it('pings before calls that come every two hours, and not in between', () => {
  const calls = Array.from({ length: 300 }, (_, n) => (n + 1) * 2 * HOUR_MS);
  const model = { keepAlive: () => 10 * MINUTE_MS };
  const hybrid = simulate(calls, { policy: HYBRID_HISTOGRAM, model });
  const learned = simulate(calls, { policy: LEARNING, model });
  expect(hybrid.coldCalls).toBeLessThan(10);
  expect(hybrid.pings).toBeLessThan(learned.pings / 3);
});

it.each([5 * HOUR_MS, 3 * DAY_MS])(
  'gives up after four hours without a call, if the next comes at %i',
  (next) => {
    const model = { keepAlive: () => MINUTE_MS / 2 };
    expect(simulate([MINUTE_MS / 2, next + MINUTE_MS / 2], { policy: HYBRID_HISTOGRAM, model }).pings).toBe(
      240,
    );
  },
);
