import { fileURLToPath } from 'node:url';
import { compare, type CompareOptions, type CostReport } from '../compare.ts';

/** Returns the comparison for the shipped model with a warm call of 50 ms. @param options those of the command line. */
export function shippedReport(options: Partial<CompareOptions> = {}): Promise<CostReport> {
  return compare({
    models: fileURLToPath(new URL('../../../../../models', import.meta.url)),
    callsPerDay: 100,
    pattern: 'office-hours',
    timeZone: 'UTC',
    targetP95: 300,
    region: 'us-central1',
    freeTier: true,
    seed: 1,
    serviceTime: 50,
    ...options,
  });
}
