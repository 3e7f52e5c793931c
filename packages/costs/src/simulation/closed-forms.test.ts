import { describe, expect, it } from 'vitest';
import { minimumInstances } from '../policies/minimum-instances.ts';
import { pingEvery } from '../policies/ping-every.ts';
import { between, exponential } from '../random/distribution.ts';
import { MINUTE_MS } from '../time/units.ts';
import { poisson, simulate } from './testing/simulations.ts';

// Oracles from queueing theory, independent of this code.

const CALLS = 200_000;

/** A share of 200,000 independent calls has a standard deviation of 0.0011 at most; this allows for three. */
const DIGITS = 2.2;

const coldShare = ({ calls, coldCalls }: { calls: number; coldCalls: number }) => coldCalls / calls;

describe('Poisson calls', () => {
  it.each([1, 5, 12, 40])('%i minutes apart, with a fixed keep-alive', (apart) => {
    const result = simulate(poisson(CALLS, apart * MINUTE_MS), {});
    expect(coldShare(result)).toBeCloseTo(Math.exp(-10 / apart), DIGITS);
  });

  it.each([1, 5, 12, 40])('%i minutes apart, with any keep-alive up to 15 minutes', (apart) => {
    const keepAlive = between({ min: 0, max: 15 * MINUTE_MS });
    const result = simulate(poisson(CALLS, apart * MINUTE_MS), { model: { keepAlive } });
    // The mean of exp(-keepAlive / apart).
    expect(coldShare(result)).toBeCloseTo((apart / 15) * (1 - Math.exp(-15 / apart)), DIGITS);
  });

  it.each([
    [5, 12],
    [12, 15],
    [40, 60],
  ])('%i minutes apart, with a fixed keep-alive and a ping every %i', (apart, every) => {
    const result = simulate(poisson(CALLS, apart * MINUTE_MS), { policy: pingEvery(every) });
    // Cold if the last ping and the last call are both longer ago than the keep-alive.
    expect(coldShare(result)).toBeCloseTo((1 - 10 / every) * Math.exp(-10 / apart), DIGITS);
    expect(coldShare(simulate(poisson(CALLS, apart * MINUTE_MS), { policy: pingEvery(9) }))).toBe(0);
  });

  it.each([
    [5, 1],
    [5, 5],
    [40, 10],
  ])('%i minutes apart, with any keep-alive up to 15 and a ping every %i', (apart, every) => {
    const keepAlive = between({ min: 0, max: 15 * MINUTE_MS });
    const result = simulate(poisson(CALLS, apart * MINUTE_MS), {
      policy: pingEvery(every),
      model: { keepAlive },
    });
    // The integral of (1 - k / every) exp(-k / apart) over the keep-alives k up to `every`, divided by 15.
    const survives = Math.exp(-every / apart);
    const integral = apart * (1 - survives) - (apart ** 2 / every) * (1 - survives * (1 + every / apart));
    expect(coldShare(result)).toBeCloseTo(integral / 15, DIGITS);
  });
});

describe('one instance that answers calls in turn', () => {
  const SECOND = 1000;

  it.each([
    [2, 0.5, 3, 4],
    [10, 4, 30, 20],
  ])(
    'calls %d s apart that take %d s, a start of %d s and a keep-alive of %d s',
    (apart, takes, start, lives) => {
      const { calls, coldCalls } = simulate(poisson(CALLS, apart * SECOND), {
        model: {
          service: () => takes * SECOND,
          start: () => start * SECOND,
          keepAlive: () => lives * SECOND,
        },
      });
      // M/G/1 with an exceptional first service (Welch, 1964): a pause is longer than the keep-alive with probability
      // `cold`; then the next call is cold, and so are those that come while the instance starts.
      const cold = Math.exp(-lives / apart);
      const load = takes / apart;
      const share = (cold * (1 + start / apart) * (1 - load)) / (1 + (cold * start) / apart);
      expect(coldCalls / calls).toBeCloseTo(share, 1.9);
    },
  );

  // Closer to full load, waits depend on each other for too long for this number of calls.
  it.each([0.3, 0.5, 0.7])('is as slow as M/M/1 says, at a load of %d', (load) => {
    const { latencyMs } = simulate(poisson(CALLS, SECOND), {
      policy: minimumInstances(1),
      model: { service: exponential(load * SECOND) },
    });
    const mean = (load * SECOND) / (1 - load);
    expect(latencyMs.p50 / (mean * Math.LN2)).toBeCloseTo(1, 1);
    expect(latencyMs.p95 / (mean * Math.log(20))).toBeCloseTo(1, 1);
    expect(latencyMs.p99 / (mean * Math.log(100))).toBeCloseTo(1, 1);
  });
});

it.each([
  [2, 0.6],
  [4, 0.5],
  [10, 0.7],
])('%i instances that take one call each are as slow as Erlang C says, at a load of %d', (count, load) => {
  const offered = count * load;
  const { latencyMs, coldCalls } = simulate(poisson(CALLS, 1000 / offered), {
    policy: minimumInstances(count),
    model: { service: exponential(1000), concurrency: 1, maxInstances: count },
  });
  expect(coldCalls).toBe(0);
  const waits = erlangC(count, offered);
  // The share of calls that take longer than `seconds`, waiting included.
  const slower = (seconds: number) => {
    const spare = count - 1 - offered;
    return Math.exp(-seconds) * (1 + (waits * (1 - Math.exp(-seconds * spare))) / spare);
  };
  expect(slower(latencyMs.p50 / 1000)).toBeCloseTo(0.5, 1.9);
  expect(slower(latencyMs.p95 / 1000)).toBeCloseTo(0.05, 2);
  expect(slower(latencyMs.p99 / 1000)).toBeCloseTo(0.01, 2.5);
});

/** Probability that all `servers` are busy, by the recursion for Erlang B. */
function erlangC(servers: number, offered: number): number {
  let blocked = 1;
  for (let n = 1; n <= servers; n += 1) blocked = (offered * blocked) / (n + offered * blocked);
  return blocked / (1 - (offered / servers) * (1 - blocked));
}

it('starts and bills an instance for each call, if instances take one call and have no keep-alive', () => {
  const { coldCalls, calls, billedMs } = simulate(poisson(CALLS, 1000), {
    model: { service: exponential(3000), concurrency: 1, keepAlive: () => 0 },
  });
  expect(coldCalls).toBe(calls);
  // Rounded up to 100 ms, an exponential time with mean m is 100 / (1 - exp(-100 / m)) long.
  expect(billedMs / calls / (100 / (1 - Math.exp(-100 / 3000)))).toBeCloseTo(1, 1.9);
});
