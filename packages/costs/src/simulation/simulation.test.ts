import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minimumInstances } from '../policies/minimum-instances.ts';
import { BUSINESS_HOURS, pingEvery, pingInBusinessHours } from '../policies/ping-every.ts';
import { between } from '../random/distribution.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, MONTH_MS } from '../time/units.ts';
import { poisson, simulate } from './testing/simulations.ts';

const uncertain = between({ min: 0, max: 15 * MINUTE_MS });

describe('one function', () => {
  const model = { start: () => 1000, service: () => 50, concurrency: 2 };

  it('starts for a first call, is warm for a second, and ends after its keep-alive', () => {
    const { calls, coldCalls, billedMs } = simulate([0, 5000, 10 * MINUTE_MS + 5051], { model });
    expect({ calls, coldCalls }).toEqual({ calls: 3, coldCalls: 2 });
    expect(billedMs).toBe(1100 + 100 + 1100);
  });

  it('lets calls wait for an instance that starts, until it is full', () => {
    const together = simulate([0, 10, 20], { model });
    expect(together.coldCalls).toBe(3);
    // The third call has an instance of its own; the second one waits for the first.
    expect(together.latencyMs.p50).toBeCloseTo(1050, -1);
    expect(together.latencyMs.p99).toBeCloseTo(1090, -1);
    expect(together.billedMs).toBe(1100 + 1100);
  });

  it('queues calls at the limit of instances', () => {
    const { latencyMs } = simulate([0, 10, 20], { model: { ...model, maxInstances: 1 } });
    expect(latencyMs.p99).toBeCloseTo(1130, -1);
  });

  it('bills work without a pause as one period', () => {
    expect(simulate([0, 1040], { model }).billedMs).toBe(1100);
    expect(simulate([0, 1051], { model }).billedMs).toBe(1100 + 100);
  });

  it('never waits for a minimum instance, and bills its idle time', () => {
    const { coldCalls, waitedMs, billedMs } = simulate([HOUR_MS, 2 * HOUR_MS], {
      model,
      policy: minimumInstances(2),
    });
    expect({ coldCalls, billedMs }).toEqual({ coldCalls: 0, billedMs: 200 });
    expect(waitedMs).toBeCloseTo(2 * 2 * HOUR_MS - 200, -1);
  });
});

describe('pings', () => {
  it('go out at whole minutes, to the same instance that users find', () => {
    const result = simulate([31 * MINUTE_MS], { policy: pingEvery(5), model: { tickMs: 10, pingMs: 5 } });
    expect(result).toMatchObject({ coldCalls: 0, ticks: 7, pings: 7, coldPings: 1 });
    // Five and ten milliseconds are billed as a hundred each; the call took none.
    expect(result).toMatchObject({ billedMs: 700, warmUpBilledMs: 700 });
  });

  it('wait for the warm-up to start, which waits for the function to start', () => {
    const model = { warmUpStart: () => 500, start: () => 2000, keepAlive: () => MINUTE_MS };
    const { coldPings, warmUpBilledMs } = simulate([9 * MINUTE_MS], { policy: pingEvery(5), model });
    expect({ coldPings, warmUpBilledMs }).toEqual({ coldPings: 2, warmUpBilledMs: 5000 });
  });

  it('keep to business hours if configured', () => {
    // January 1, 1970 was a Thursday: Thursday and Friday, then Monday to Wednesday.
    const { ticks } = simulate([7 * DAY_MS - 1], { policy: pingInBusinessHours(30) });
    expect(ticks).toBe(5 * 10 * 2);
    expect([7, 8, 17, 18, 5 * 24 + 12].map((hour) => BUSINESS_HOURS.isOpen(hour))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });
});

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

const anyCalls = fc.record({
  apartMinutes: fc.double({ min: 0.5, max: 120, noNaN: true }),
  seed: fc.integer(),
});

it('has no more cold calls with more pings, for the same calls and luck, if nothing takes time', () => {
  // A ping that takes time can delay a call; only then would a ping do harm.
  fc.assert(
    fc.property(
      anyCalls,
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 2, max: 6 }),
      ({ apartMinutes, seed }, often, times) => {
        const calls = poisson(300, apartMinutes * MINUTE_MS, seed);
        const options = { model: { keepAlive: uncertain }, seed };
        const none = simulate(calls, options);
        const some = simulate(calls, { ...options, policy: pingEvery(often * times) });
        const more = simulate(calls, { ...options, policy: pingEvery(often) });
        expect(some.coldCalls).toBeLessThanOrEqual(none.coldCalls);
        expect(more.coldCalls).toBeLessThanOrEqual(some.coldCalls);
        expect(more.pings).toBeGreaterThanOrEqual(some.pings);
      },
    ),
    { numRuns: 60 },
  );
});

it('has no more cold calls with a longer keep-alive', () => {
  fc.assert(
    fc.property(anyCalls, fc.nat(20), fc.nat(20), ({ apartMinutes, seed }, minutes, more) => {
      const calls = poisson(300, apartMinutes * MINUTE_MS, seed);
      const cold = (longest: number) =>
        simulate(calls, { seed, model: { keepAlive: between({ min: 0, max: longest * MINUTE_MS }) } })
          .coldCalls;
      expect(cold(minutes + more)).toBeLessThanOrEqual(cold(minutes));
    }),
  );
});

it('counts every call once, for any function', () => {
  const anyModel = fc.record({
    start: fc.integer({ min: 0, max: 5000 }).map((ms) => () => ms),
    service: fc.integer({ min: 0, max: 5000 }).map((ms) => () => ms),
    concurrency: fc.integer({ min: 1, max: 20 }),
    maxInstances: fc.integer({ min: 1, max: 5 }),
    keepAlive: fc.constant(uncertain),
  });
  const anyPolicy = fc.oneof(
    fc.integer({ min: 1, max: 60 }).map(pingEvery),
    fc.constant(minimumInstances(1)),
  );
  fc.assert(
    fc.property(anyCalls, anyModel, anyPolicy, ({ seed }, model, policy) => {
      const calls = poisson(200, 2000, seed);
      const result = simulate(calls, { model, policy, seed });
      expect([result.calls, sum(result.week.calls)]).toEqual([200, 200]);
      expect(sum(result.week.coldCalls)).toBe(result.coldCalls);
      expect(result.coldCalls).toBeLessThanOrEqual(200);
      // All work is billed, and only work, starts and rounding.
      const workMs = 200 * model.service();
      expect(result.billedMs).toBeGreaterThanOrEqual(workMs - 1);
      expect(result.billedMs).toBeLessThanOrEqual(workMs + (200 + result.pings) * (model.start() + 100));
      expect(result.latencyMs.p50).toBeGreaterThanOrEqual(model.service() * 0.999 - 0.001);
      expect(simulate(calls, { model, policy, seed })).toEqual(result);
    }),
    { numRuns: 50 },
  );
});

it('simulates a month of 100,000 calls in less than a second', () => {
  const calls = poisson(100_000, MONTH_MS / 100_000);
  const model = { keepAlive: uncertain, start: () => 1500, service: () => 50, concurrency: 16 };
  simulate(calls.slice(0, 1000), { model });
  for (const policy of [pingEvery(1), minimumInstances(1)]) {
    const start = performance.now();
    expect(simulate(calls, { model, policy }).calls).toBe(100_000);
    // It takes a tenth of that; the machine may be busy with something else.
    expect(performance.now() - start).toBeLessThan(1000);
  }
});
