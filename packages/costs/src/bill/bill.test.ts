import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMPUTE_RATES, FREE_COMPUTE_DOLLARS, REQUESTS, SENT_GIB } from '../prices/prices.ts';
import { REGIONS, tierOf } from '../prices/regions.ts';
import { bill } from './bill.ts';
import { NO_USAGE, type Usage } from './usage.ts';

/** The Firebase CLI's own estimate, which it shows before it deploys a minimum instance. */
interface FirebasePricing {
  monthlyMinInstanceCost(endpoints: object[]): number;
  canCalculateMinInstanceCost(endpoint: object): boolean;
  V2_RATES: { invocations: number; memoryGb: Rates; vCpu: Rates; idleVCpu: Rates };
  V2_FREE_TIER: { invocations: number; memoryGb: number; vCpu: number; egress: number };
  V1_RATES: { egress: number };
}
type Rates = Record<1 | 2, number>;
const firebase: FirebasePricing = createRequire(import.meta.url)(
  'firebase-tools/lib/deploy/functions/pricing.js',
);

const MONTH_SECONDS = 30 * 24 * 60 * 60;

const idle = (vcpu: number, memoryMiB: number, instances = 1): Usage => ({
  ...NO_USAGE,
  idleVcpuSeconds: vcpu * instances * MONTH_SECONDS,
  idleGibSeconds: (memoryMiB / 1024) * instances * MONTH_SECONDS,
});

describe('compared with the estimate of the Firebase CLI', () => {
  it('has the same rates and the same free tier', () => {
    for (const tier of [1, 2] as const) {
      const rates = COMPUTE_RATES[tier];
      expect(rates).toEqual({
        vcpuSecond: firebase.V2_RATES.vCpu[tier],
        gibSecond: firebase.V2_RATES.memoryGb[tier],
        idleVcpuSecond: firebase.V2_RATES.idleVCpu[tier],
        idleGibSecond: firebase.V2_RATES.memoryGb[tier],
      });
    }
    expect(FREE_COMPUTE_DOLLARS).toEqual({
      vcpu: firebase.V2_FREE_TIER.vCpu * firebase.V2_RATES.vCpu[1],
      memory: firebase.V2_FREE_TIER.memoryGb * firebase.V2_RATES.memoryGb[1],
    });
    expect(REQUESTS).toEqual({
      each: firebase.V2_RATES.invocations,
      free: firebase.V2_FREE_TIER.invocations,
    });
    expect(SENT_GIB).toEqual({ each: firebase.V1_RATES.egress, free: firebase.V2_FREE_TIER.egress });
  });

  it.each(REGIONS)('bills minimum instances in %s the same', (region) => {
    expect(firebase.canCalculateMinInstanceCost({ platform: 'gcfv2', region, minInstances: 1 })).toBe(true);
    const sizes = fc.record({
      cpu: fc.constantFrom(1, 2, 4, 8),
      availableMemoryMb: fc.constantFrom(256, 512, 1024, 2048, 4096, 8192, 16_384, 32_768),
      minInstances: fc.integer({ min: 0, max: 50 }),
    });
    fc.assert(
      fc.property(sizes, ({ cpu, availableMemoryMb, minInstances }) => {
        const theirs = firebase.monthlyMinInstanceCost([
          { platform: 'gcfv2', region, cpu, availableMemoryMb, minInstances },
        ]);
        const ours = bill(idle(cpu, availableMemoryMb, minInstances), {
          tier: tierOf(region),
          hasFreeTier: true,
        });
        expect(ours.dollars).toBeCloseTo(theirs, 6);
      }),
    );
  });
});

it.each([
  [256, 2.88],
  [512, 4.5],
  [1024, 7.74],
])('bills a minimum instance of one vCPU and %i MiB at $%d a month', (memoryMiB, dollars) => {
  expect(bill(idle(1, memoryMiB), { tier: 1, hasFreeTier: true }).dollars).toBeCloseTo(dollars, 10);
});

it('gives the free tier in dollars at the prices of tier 1, not in units', () => {
  const active = { ...NO_USAGE, vcpuSeconds: 180_000 };
  expect(bill(active, { tier: 1, hasFreeTier: true }).dollars).toBeCloseTo(0, 10);
  expect(bill(active, { tier: 2, hasFreeTier: true }).dollars).toBeCloseTo(180_000 * 0.000_009_6, 10);
});

it('refuses an unknown region', () => {
  expect(() => tierOf('mars-north1')).toThrow(
    /^unknown prices for the region 'mars-north1'; known regions: /,
  );
  expect(() => tierOf('__proto__')).toThrow("'__proto__'");
});

const amount = fc.double({ min: 0, max: 1e9, noNaN: true });
const anyUsage: fc.Arbitrary<Usage> = fc.record({
  vcpuSeconds: amount,
  gibSeconds: amount,
  idleVcpuSeconds: amount,
  idleGibSeconds: amount,
  requests: amount,
  schedulerJobs: amount,
  imageGigabytes: amount,
  sentGib: amount,
});
const anyOptions = fc.record({ tier: fc.constantFrom(1 as const, 2 as const), hasFreeTier: fc.boolean() });

it('is the sum of its lines, which is never negative', () => {
  fc.assert(
    fc.property(anyUsage, anyOptions, (usage, options) => {
      const { lines, dollars } = bill(usage, options);
      const sum = lines.reduce((total, line) => total + line.dollars, 0);
      expect(dollars).toBeCloseTo(sum, 6);
      expect(dollars).toBeGreaterThanOrEqual(-1e-6);
    }),
  );
});

it('never charges less for more usage, nor more with the free tier', () => {
  const item = fc.constantFrom<keyof Usage>(
    'vcpuSeconds',
    'idleGibSeconds',
    'requests',
    'schedulerJobs',
    'sentGib',
  );
  fc.assert(
    fc.property(anyUsage, anyOptions, item, amount, (usage, options, more, by) => {
      const { dollars } = bill(usage, options);
      expect(bill({ ...usage, [more]: usage[more] + by }, options).dollars).toBeGreaterThanOrEqual(
        dollars - 1e-6,
      );
      expect(bill(usage, { ...options, hasFreeTier: false }).dollars).toBeGreaterThanOrEqual(dollars - 1e-6);
    }),
  );
});
