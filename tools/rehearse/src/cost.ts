import { createRequire } from 'node:module';
import type { CloudFunction, Job } from '@pilotlight/google-stand-in';
import { regionOf } from './uploaded.ts';

const require = createRequire(import.meta.url);

/** What a month costs before anybody calls, in US dollars, by the Firebase CLI's own prices. */
export interface MonthlyCost {
  /** Instances that are kept running, after the free allowance. */
  minInstances: number;
  /** Runs of all schedules; undefined where a schedule is written in a way that is not counted here. */
  scheduledRuns: number | undefined;
  /** Scheduler jobs beyond the three that a billing account has free. */
  schedulerJobs: number;
}

interface Pricing {
  monthlyMinInstanceCost(endpoints: readonly object[]): number;
}

const FREE_JOBS = 3;
const JOB_USD = 0.1;
const MINUTES_A_MONTH = 30 * 24 * 60;

/** Estimates it from what was captured; what calls cost depends on the calls. */
export function estimateMonthlyCost(functions: readonly CloudFunction[], jobs: readonly Job[]): MonthlyCost {
  const pricing: Pricing = require('firebase-tools/lib/deploy/functions/pricing');
  const runs = jobs.map(({ schedule }) => runsAMonth(schedule));
  return {
    minInstances: pricing.monthlyMinInstanceCost(functions.map(toEndpoint)),
    scheduledRuns: runs.includes(undefined)
      ? undefined
      : runs.reduce<number>((sum, one) => sum + (one ?? 0), 0),
    schedulerJobs: Math.max(0, jobs.length - FREE_JOBS) * JOB_USD,
  };
}

/** As the CLI has a function before it sends it. */
function toEndpoint(deployed: CloudFunction): object {
  const { availableMemory, availableCpu, minInstanceCount } = deployed.serviceConfig;
  return {
    platform: 'gcfv2',
    region: regionOf(deployed),
    availableMemoryMb: Number.parseInt(availableMemory, 10) * (availableMemory.endsWith('Gi') ? 1024 : 1),
    cpu: Number(availableCpu),
    minInstances: minInstanceCount ?? 0,
  };
}

const MINUTES_OF: ReadonlyMap<string, number> = new Map([
  ['minute', 1],
  ['hour', 60],
  ['day', 24 * 60],
]);

/** Of "every 10 minutes", "every 2 hours", and the cron patterns that say the former or every minute. */
function runsAMonth(schedule: string): number | undefined {
  if (schedule === '* * * * *') return MINUTES_A_MONTH;
  const [, cron] = /^\*\/(\d+) \* \* \* \*$/.exec(schedule) ?? [];
  const [, count = '1', unit = ''] =
    cron === undefined ? (/^every (?:(\d+) )?([a-z]+?)s?$/.exec(schedule) ?? []) : [];
  const minutes = cron === undefined ? MINUTES_OF.get(unit) : 1;
  return minutes === undefined ? undefined : MINUTES_A_MONTH / (Number(cron ?? count) * minutes);
}
