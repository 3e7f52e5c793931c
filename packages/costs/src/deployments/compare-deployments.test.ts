import { expect, it } from 'vitest';
import { ANSWER_BYTES, IMAGE_GIGABYTES } from '../function/assumptions.ts';
import { createLocalClock } from '../time/local-clock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/units.ts';
import { compareDeployments, type DeploymentOutcome } from './compare-deployments.ts';
import { type ModelCall, type ModelCalls, patternModelCalls } from './model-calls.ts';

const clock = createLocalClock('UTC');

/** Starts in a second, answers in 10 ms, and lives for ten minutes. */
const PROFILE = {
  memory: '256MiB',
  concurrency: 16,
  maxInstances: 10,
  platformStartMs: { min: 800, max: 800 },
  modelStartMs: 200,
  serviceMs: 10,
  keepAliveMs: { min: 10 * MINUTE_MS, max: 10 * MINUTE_MS },
  answerBytes: ANSWER_BYTES,
  imageGigabytes: IMAGE_GIGABYTES,
} as const;

function compare(calls: ModelCalls, atATime = 100) {
  const outcomes = compareDeployments({
    calls,
    each: PROFILE,
    all: { ...PROFILE, atATime, loadMs: 5 },
    clock,
    seed: 1,
    tier: 1,
    hasFreeTier: false,
  });
  return (deployment: DeploymentOutcome['deployment'], policy: RegExp) =>
    outcomes.find((one) => one.deployment === deployment && policy.test(one.policy.name));
}

/** Three models in turn, one call every five minutes for a day. */
const inTurn: ModelCall[] = Array.from({ length: 288 }, (_, n) => ({ at: n * 5 * MINUTE_MS, model: n % 3 }));
const calls: ModelCalls = { from: 0, until: DAY_MS, models: 3, calls: inTurn };

it('finds each of three models cold, and one function with all of them warm', () => {
  const find = compare(calls);
  const each = find('one function for each', /^nothing$/);
  // One call every fifteen minutes, while an instance lives for ten.
  expect(each).toMatchObject({ coldShare: 1, loadShare: 0, functions: 3, simulated: 3 });
  expect(each?.latencyMs.p50).toBeCloseTo(1010, 0);
  const all = find('one function for all', /^nothing$/);
  expect(all?.coldShare).toBeCloseTo(1 / 288, 6);
  // The first calls of the other two models.
  expect(all?.loadShare).toBeCloseTo(2 / 288, 6);
  expect(all?.latencyMs.p50).toBeCloseTo(10, 1);
});

it('lets a call wait for its model if not all fit', () => {
  const all = compare(calls, 2)('one function for all', /^nothing$/);
  expect(all?.loadShare).toBeCloseTo(287 / 288, 6);
  expect(all?.latencyMs.p50).toBeCloseTo(15, 1);
});

it('bills a minimum instance and a container image for each function', () => {
  const find = compare(calls);
  const [each, all] = (['one function for each', 'one function for all'] as const).map((deployment) =>
    find(deployment, /^min-instances/),
  );
  const dollarsOf = (outcome: typeof each, item: string) =>
    outcome?.bill.lines.find((line) => line.item === item)?.dollars ?? Number.NaN;
  for (const item of ['memory, waiting', 'Artifact Registry'])
    expect(dollarsOf(each, item) / dollarsOf(all, item)).toBeCloseTo(3, 1);
});

it('makes calls of equally popular models, in order', () => {
  const made = patternModelCalls({ models: 20, callsPerDay: 24, pattern: 'steady', clock, seed: 3 });
  expect(made.calls.every(({ at }, n) => at >= (made.calls[n - 1]?.at ?? 0))).toBe(true);
  const counts = Map.groupBy(made.calls, ({ model }) => model);
  expect(counts.size).toBe(20);
  for (const ofOne of counts.values()) expect(Math.abs(ofOne.length - 720)).toBeLessThan(5 * Math.sqrt(720));
  expect(made.until - made.from).toBe(30 * DAY_MS);
  expect(() =>
    patternModelCalls({ models: 1000, callsPerDay: HOUR_MS, pattern: 'steady', clock, seed: 1 }),
  ).toThrow('take fewer models');
});
