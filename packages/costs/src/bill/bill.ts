import { COMPUTE_RATES, type CountedPrice, FREE_COMPUTE_DOLLARS, type Tier } from '../prices/prices.ts';
import { IMAGE_GIGABYTES, REQUESTS, SCHEDULER_JOBS, SENT_GIB } from '../prices/prices.ts';
import type { Usage } from './usage.ts';

/** One line of a bill. Free usage is a line of its own, with a negative amount. */
export interface BillLine {
  item: string;
  quantity: number;
  unit: string;
  dollars: number;
}

/** A month's bill: its lines and their sum. */
export interface Bill {
  lines: BillLine[];
  dollars: number;
}

export interface BillOptions {
  tier: Tier;
  /** False if something else uses up the free tier of the billing account. */
  hasFreeTier: boolean;
}

/** Returns the bill for a month's usage, before taxes. */
export function bill(usage: Usage, { tier, hasFreeTier }: BillOptions): Bill {
  const rates = COMPUTE_RATES[tier];
  const vcpu = [
    line('processor, working', usage.vcpuSeconds, 'vCPU-s', rates.vcpuSecond),
    line('processor, waiting', usage.idleVcpuSeconds, 'vCPU-s', rates.idleVcpuSecond),
  ];
  const memory = [
    line('memory, working', usage.gibSeconds, 'GiB-s', rates.gibSecond),
    line('memory, waiting', usage.idleGibSeconds, 'GiB-s', rates.idleGibSecond),
  ];
  const lines = [
    ...withDiscount(vcpu, 'processor', hasFreeTier ? FREE_COMPUTE_DOLLARS.vcpu : 0),
    ...withDiscount(memory, 'memory', hasFreeTier ? FREE_COMPUTE_DOLLARS.memory : 0),
    ...counted('requests', usage.requests, 'calls', REQUESTS, hasFreeTier),
    ...counted('Cloud Scheduler', usage.schedulerJobs, 'jobs', SCHEDULER_JOBS, hasFreeTier),
    ...counted('Artifact Registry', usage.imageGigabytes, 'GB', IMAGE_GIGABYTES, hasFreeTier),
    ...counted('answers sent', usage.sentGib, 'GiB', SENT_GIB, hasFreeTier),
  ];
  return { lines, dollars: sum(lines) };
}

function line(item: string, quantity: number, unit: string, each: number): BillLine {
  return { item, quantity, unit, dollars: quantity * each };
}

function counted(
  item: string,
  quantity: number,
  unit: string,
  price: CountedPrice,
  hasFreeTier: boolean,
): BillLine[] {
  return withDiscount(
    [line(item, quantity, unit, price.each)],
    item,
    hasFreeTier ? price.free * price.each : 0,
  );
}

/** Adds a line for the free part: at most the sum of all lines. */
function withDiscount(lines: BillLine[], item: string, freeDollars: number): BillLine[] {
  const dollars = Math.min(sum(lines), freeDollars);
  return [...lines, { item: `${item}, free`, quantity: 1, unit: 'discount', dollars: -dollars }];
}

function sum(lines: readonly BillLine[]): number {
  return lines.reduce((total, { dollars }) => total + dollars, 0);
}
