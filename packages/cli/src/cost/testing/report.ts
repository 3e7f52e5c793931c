import { fileURLToPath } from 'node:url';
import { compare, type CompareOptions, type CostReport } from '../compare.ts';

/** The comparison for the shipped model, were a warm call 50 ms, with what the command line would say otherwise. */
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
