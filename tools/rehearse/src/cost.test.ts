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

it('costs nothing where nothing is kept running, and $2.88 for an instance of 1 CPU and 256 MiB', () => {
  expect(estimateMonthlyCost([predict(null)], []).minInstances).toBe(0);
  expect(estimateMonthlyCost([predict(1)], []).minInstances).toBeCloseTo(2.88, 2);
});

it.each([
  ['every 10 minutes', 4320],
  ['*/5 * * * *', 8640],
  ['* * * * *', 43_200],
  ['every 2 hours', 360],
  ['every day', 30],
  ['0 9 * * 1-5', undefined],
])('counts the runs of “%s”', (schedule, runs) => {
  expect(estimateMonthlyCost([], [job(schedule)]).scheduledRuns).toBe(runs);
});

it('counts what schedules cost beyond the three that are free', () => {
  const jobs = Array.from({ length: 5 }, () => job('every 10 minutes'));
  expect(estimateMonthlyCost([], jobs).schedulerJobs).toBeCloseTo(0.2);
});
