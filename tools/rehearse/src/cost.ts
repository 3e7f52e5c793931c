import { bill, BILLING_STEP_MS, MONTH_MS, tierOf } from '@pilotlight/costs';
import type { CloudFunction, Job } from '@pilotlight/google-stand-in';
import { RehearsalError } from './problem.ts';
import { runsAMonth } from './runs-a-month.ts';
import { regionOf } from './uploaded.ts';

/** What a month costs before anybody calls, in US dollars. */
export interface MonthlyCost {
  /** After what is free in a month, for one billing account. */
  dollars: number;
  /** The same where the billing account's free tier goes to something else. */
  withoutFreeTier: number;
  /** Instances that are kept running. */
  minInstances: number;
  /** Runs of all schedules; undefined where one is written in a way that is not counted here, and costs more. */
  scheduledRuns: number | undefined;
}

const SECOND_MS = 1000;

/**
 * Estimates it from what was captured; what calls cost depends on the calls. Each run of a schedule is taken to find
 * every function warm, and to have it work for the least that is billed. Most runs of `warmUp` call nobody; a few find
 * `predict` cold.
 *
 * @throws {RehearsalError} for a region that has no prices: most likely there is none of that name.
 */
export function estimateMonthlyCost(functions: readonly CloudFunction[], jobs: readonly Job[]): MonthlyCost {
  const runs = jobs.map(({ schedule }) => runsAMonth(schedule));
  const countedRuns = runs.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  const sizes = functions.map(sizeOf);
  const sum = (each: (size: Size) => number) => sizes.reduce((total, size) => total + each(size), 0);
  const workedSeconds = (countedRuns * BILLING_STEP_MS) / SECOND_MS;
  const idleSeconds = MONTH_MS / SECOND_MS;
  const usage = {
    vcpuSeconds: sum(({ vcpus }) => vcpus * workedSeconds),
    gibSeconds: sum(({ gib }) => gib * workedSeconds),
    idleVcpuSeconds: sum(({ vcpus, kept }) => vcpus * kept * idleSeconds),
    idleGibSeconds: sum(({ gib, kept }) => gib * kept * idleSeconds),
    requests: countedRuns * functions.length,
    schedulerJobs: jobs.length,
    // How much the images take is known when they are built, what is sent when somebody calls.
    imageGigabytes: 0,
    sentGib: 0,
  };
  // Google's dearer tier for all where any function is in it.
  const tier = functions.some((one) => tierOfRegion(regionOf(one)) === 2) ? 2 : 1;
  return {
    dollars: bill(usage, { tier, hasFreeTier: true }).dollars,
    withoutFreeTier: bill(usage, { tier, hasFreeTier: false }).dollars,
    minInstances: sum(({ kept }) => kept),
    scheduledRuns: runs.includes(undefined) ? undefined : countedRuns,
  };
}

function tierOfRegion(region: string): ReturnType<typeof tierOf> {
  try {
    return tierOf(region);
  } catch (cause) {
    throw new RehearsalError('cost', cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

interface Size {
  vcpus: number;
  gib: number;
  /** How many instances are kept running. */
  kept: number;
}

function sizeOf({ serviceConfig }: CloudFunction): Size {
  const { availableMemory, availableCpu, minInstanceCount } = serviceConfig;
  return {
    vcpus: Number(availableCpu),
    gib: Number.parseInt(availableMemory, 10) / (availableMemory.endsWith('Gi') ? 1 : 1024),
    kept: minInstanceCount ?? 0,
  };
}
