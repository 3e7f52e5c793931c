import { bill, BILLING_STEP_MS, MONTH_MS, tierOf } from '@pilotlight/costs';
import type { CloudFunction, Job } from '@pilotlight/google-stand-in';
import { RehearsalError } from './problem.ts';
import { runsAMonth } from './runs-a-month.ts';
import { regionOf } from './uploaded.ts';

/** Monthly cost before the first call, in US dollars. */
export interface MonthlyCost {
  /** Cost beyond the free tier of one billing account, in US dollars. */
  dollars: number;
  /** Cost without any free tier, for a billing account that uses it up elsewhere, in US dollars. */
  withoutFreeTier: number;
  /** Number of instances that are kept running. */
  minInstances: number;
  /** Runs of all schedules; undefined if one has a form that is not counted here: then the cost is higher. */
  scheduledRuns: number | undefined;
}

const SECOND_MS = 1000;

/**
 * Estimates the monthly cost from the captured requests; the cost of calls depends on the calls. The estimate assumes
 * that each scheduled run finds every function warm and is billed the minimum. Most runs of `warmUp` call nothing; a
 * few find `predict` cold.
 *
 * @throws {RehearsalError} for a region without known prices, which most likely does not exist.
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
    // The size of the images is known only after their build, traffic only after calls.
    imageGigabytes: 0,
    sentGib: 0,
  };
  // If any function is in a region of Google's dearer tier, all are priced at it.
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
  /** Number of instances that are kept running. */
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
