/** Cloud Run's two price groups of regions. */
export type Tier = 1 | 2;

/** Month in which the prices below were last compared with their sources. */
export const PRICES_AS_OF = '2026-11';

/**
 * Price of a second, in dollars: while a call is answered or an instance starts, and while a minimum instance idles.
 */
export interface ComputeRates {
  vcpuSecond: number;
  gibSecond: number;
  idleVcpuSecond: number;
  idleGibSecond: number;
}

/** Rates of request-based billing, which functions have (https://cloud.google.com/run/pricing). */
export const COMPUTE_RATES: Readonly<Record<Tier, ComputeRates>> = {
  1: {
    vcpuSecond: 0.000_024,
    gibSecond: 0.000_002_5,
    idleVcpuSecond: 0.000_002_5,
    idleGibSecond: 0.000_002_5,
  },
  2: {
    vcpuSecond: 0.000_033_6,
    gibSecond: 0.000_003_5,
    idleVcpuSecond: 0.000_003_5,
    idleGibSecond: 0.000_003_5,
  },
};

/** Compute is billed in steps of this, rounded up (https://cloud.google.com/run/pricing). */
export const BILLING_STEP_MS = 100;

/**
 * Free compute of a month, in dollars: 180,000 vCPU-seconds and 360,000 GiB-seconds, "applied as a spending based
 * discount using Tier 1 pricing" (https://cloud.google.com/run/pricing). So it pays for nine times as many idle
 * vCPU-seconds as active ones. All projects of a billing account share it.
 */
export const FREE_COMPUTE_DOLLARS = {
  vcpu: 180_000 * COMPUTE_RATES[1].vcpuSecond,
  memory: 360_000 * COMPUTE_RATES[1].gibSecond,
} as const;

/** Price of a counted item, and the number of free ones in a month. */
export interface CountedPrice {
  /** Dollars for one. */
  each: number;
  free: number;
}

/** A request, pings included (https://cloud.google.com/run/pricing). */
export const REQUESTS: CountedPrice = { each: 0.000_000_4, free: 2_000_000 };

/** A Cloud Scheduler job for a month, for any number of runs (https://cloud.google.com/scheduler/pricing). */
export const SCHEDULER_JOBS: CountedPrice = { each: 0.1, free: 3 };

/** A gigabyte of container images for a month (https://cloud.google.com/artifact-registry/pricing). */
export const IMAGE_GIGABYTES: CountedPrice = { each: 0.1, free: 0.5 };

/** A GiB sent to the internet, premium tier, up to the first TiB (https://cloud.google.com/vpc/network-pricing). */
export const SENT_GIB: CountedPrice = { each: 0.12, free: 1 };
