import { expect, it } from 'vitest';
import { patternCalls } from '../arrivals/pattern-calls.ts';
import type { Arrivals } from '../arrivals/arrivals.ts';
import type { PatternName } from '../arrivals/week.ts';
import { ANSWER_BYTES, IMAGE_GIGABYTES, KEEP_ALIVE_MS, PLATFORM_START_MS } from '../function/assumptions.ts';
import type { FunctionProfile } from '../function/function-profile.ts';
import { POLICIES } from '../policies/all-policies.ts';
import { pingEvery } from '../policies/ping-every.ts';
import { createLocalClock } from '../time/local-clock.ts';
import { DAY_MS, HOUR_MS } from '../time/units.ts';
import { type ComparisonOptions, comparePolicies } from './compare-policies.ts';

const clock = createLocalClock('Europe/Berlin');

/** Roughly the digits model. */
const PROFILE: FunctionProfile = {
  memory: '256MiB',
  concurrency: 16,
  maxInstances: 10,
  platformStartMs: PLATFORM_START_MS,
  modelStartMs: 225,
  serviceMs: 50,
  keepAliveMs: KEEP_ALIVE_MS,
  answerBytes: ANSWER_BYTES,
  imageGigabytes: IMAGE_GIGABYTES,
};

const compare = (arrivals: Arrivals, options: Partial<ComparisonOptions> = {}) =>
  comparePolicies({
    arrivals,
    profile: PROFILE,
    policies: POLICIES,
    clock,
    seed: 1,
    tier: 1,
    hasFreeTier: true,
    targetP95Ms: 300,
    ...options,
  });
const calls = (pattern: PatternName, callsPerDay: number, seed = 1) =>
  patternCalls({ pattern, callsPerDay, clock, seed });

it.each([1, 2, 3])(
  'keeps a hundred calls a day in office hours fast for free, with seed %i',
  async (seed) => {
    const { chosen, outcomes } = await compare(calls('office-hours', 100, seed), { seed });
    expect(chosen?.latencyMs.p95).toBeLessThan(300);
    expect(chosen?.bill.dollars).toBeCloseTo(0, 6);
    const named = (name: string) => outcomes.find(({ policy }) => policy.name === name);
    expect(named('nothing')).toMatchObject({ meetsTarget: false, extraDollars: 0 });
    // The Firebase CLI's estimate, and the extra cost of a few calls over waiting.
    expect(named('min-instances-1')?.bill.dollars).toBeCloseTo(2.88, 1);
  },
);

it('agrees with theory when calls and luck have the same seed', async () => {
  const { outcomes } = await compare(calls('steady', 1440));
  const nothing = outcomes.find(({ policy }) => policy.name === 'nothing');
  expect(nothing?.coldShare).toBeCloseTo((1 / 15) * (1 - Math.exp(-15)), 1.9);
});

it('puts the cheapest first, and chooses the first available one that meets the target', async () => {
  const { outcomes, chosen } = await compare(calls('daily', 50));
  const cents = outcomes.map(({ bill }) => Math.round(bill.dollars * 100));
  expect(cents.toSorted((a, b) => a - b)).toEqual(cents);
  expect(chosen).toBe(outcomes.find(({ meetsTarget, policy }) => meetsTarget && policy.setUp !== undefined));
  expect(chosen?.policy.name).not.toBe('hybrid-histogram');
  expect(outcomes.find(({ meetsTarget }) => !meetsTarget)).toBeDefined();
});

it('chooses to do nothing if that is fast enough, though another policy costs no more and is faster', async () => {
  const { chosen, outcomes } = await compare(calls('steady', 3000));
  expect(outcomes[0]?.coldShare).toBeLessThan(chosen?.coldShare ?? 0);
  expect(chosen?.policy.name).toBe('nothing');
});

it('chooses none if none is fast enough', async () => {
  expect((await compare(calls('daily', 50), { targetP95Ms: 40 })).chosen).toBeUndefined();
});

it('bills a month, for any length of recorded calls', async () => {
  const day = { from: 0, until: DAY_MS, times: [HOUR_MS] };
  const next = { from: DAY_MS, until: 2 * DAY_MS, times: [DAY_MS + HOUR_MS] };
  const options = { policies: [pingEvery(10)], hasFreeTier: false };
  const [one, two] = [await compare([day], options), await compare([day, next], options)];
  expect([one.callsPerMonth, two.callsPerMonth]).toEqual([30, 30]);
  const requests = ({ outcomes }: typeof one) =>
    outcomes[1]?.bill.lines.find(({ item }) => item === 'requests')?.quantity;
  // One call a day, and 144 ticks and pings.
  expect([requests(one), requests(two)]).toEqual([30 * (1 + 2 * 144), 30 * (1 + 2 * 144)]);
});

it('adds the cost of pings to the bill: a job, the warm-up and the second image', async () => {
  const { outcomes } = await compare(calls('office-hours', 100), {
    policies: [pingEvery(1)],
    hasFreeTier: false,
  });
  const [nothing, pings] = outcomes;
  const quantity = (n: 0 | 1, item: string) =>
    outcomes[n]?.bill.lines.find((line) => line.item === item)?.quantity;
  expect([nothing?.policy.name, pings?.policy.name]).toEqual(['nothing', 'ping-1-min']);
  expect([quantity(0, 'Cloud Scheduler'), quantity(1, 'Cloud Scheduler')]).toEqual([0, 1]);
  expect(quantity(1, 'Artifact Registry')).toBe(2 * IMAGE_GIGABYTES);
  // 43,200 times 100 ms of the function and of a sixth of a processor for the warm-up, plus the starts.
  expect(quantity(1, 'processor, working')).toBeGreaterThan(4320 + 4320 / 6);
  expect(pings?.extraDollars).toBeGreaterThan(0.1);
});

it('refuses to compare without calls', async () => {
  await expect(compare([])).rejects.toThrow('no calls, so there is nothing to compare');
  await expect(compare([{ from: 0, until: DAY_MS, times: [] }])).rejects.toThrow('no calls');
});
