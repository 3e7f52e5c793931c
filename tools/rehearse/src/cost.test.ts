import type { CloudFunction, Job } from '@pilotlight/google-stand-in';
import { expect, it } from 'vitest';
import { estimateMonthlyCost } from './cost.ts';

const predict = (minInstanceCount: number | null): CloudFunction => ({
  name: 'projects/p/locations/us-central1/functions/predict',
  environment: 'GEN_2',
  state: 'ACTIVE',
  url: 'https://p',
  buildConfig: {
    runtime: 'nodejs24',
    entryPoint: 'predict',
    source: { storageSource: { bucket: 'b', object: 'o', generation: '1' } },
    environmentVariables: {},
  },
  serviceConfig: {
    availableCpu: '1',
    availableMemory: '256Mi',
    environmentVariables: {},
    maxInstanceRequestConcurrency: 16,
    minInstanceCount,
    service: 's',
    uri: 'https://s',
  },
});
const job = (schedule: string): Job => ({
  name: 'j',
  schedule,
  timeZone: 'UTC',
  httpTarget: { uri: 'https://s', httpMethod: 'POST', oidcToken: { serviceAccountEmail: 'a@b.c' } },
});

it('costs nothing if no instance is kept running, and $2.88 for an instance of 1 CPU and 256 MiB', () => {
  expect(estimateMonthlyCost([predict(null)], [])).toMatchObject({ dollars: 0, minInstances: 0 });
  const kept = estimateMonthlyCost([predict(1)], []);
  expect(kept.dollars).toBeCloseTo(2.88, 10);
  expect(kept.minInstances).toBe(1);
  // 30 days at 0.0000025 dollars per vCPU-second, and a quarter of that for the memory.
  expect(kept.withoutFreeTier).toBeCloseTo(30 * 86_400 * 0.000_002_5 * 1.25, 10);
});

it('counts the work of scheduled runs beyond the free tier', () => {
  const { dollars, withoutFreeTier, scheduledRuns } = estimateMonthlyCost(
    [predict(null)],
    [job('* * * * *')],
  );
  expect(scheduledRuns).toBe(43_200);
  expect(dollars).toBeCloseTo(0, 10);
  const perRun = 0.1 * (0.000_024 + 0.25 * 0.000_002_5) + 0.000_000_4;
  expect(withoutFreeTier).toBeCloseTo(43_200 * perRun + 0.1, 10);
});

it('uses the prices of the dearer regions', () => {
  const inZurich = { ...predict(1), name: 'projects/p/locations/europe-west6/functions/predict' };
  expect(estimateMonthlyCost([inZurich], []).dollars).toBeGreaterThan(2.88);
  const nowhere = { ...predict(1), name: 'projects/p/locations/mars-north1/functions/predict' };
  expect(() => estimateMonthlyCost([nowhere], [])).toThrow("'mars-north1'");
});

it('counts the cost of schedules beyond the three free ones', () => {
  const jobs = Array.from({ length: 5 }, () => job('every 10 minutes'));
  expect(estimateMonthlyCost([], jobs).dollars).toBeCloseTo(0.2);
});

it('leaves out schedules that it cannot count', () => {
  expect(estimateMonthlyCost([], [job('2nd monday of month 09:00')]).scheduledRuns).toBeUndefined();
});
