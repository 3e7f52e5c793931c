import { expect, it } from 'vitest';
import { DEPLOYMENTS } from './deployments.ts';
import { tryDeployment } from './try-deployment.ts';

// A part of `npm run hostile`, which sends ten thousand requests.

const REQUESTS = 501;

// Processor time is read from `/proc`.
it.skipIf(process.platform !== 'linux').each(DEPLOYMENTS)(
  `$name answers malformed requests as a callable function does`,
  async (deployment) => {
    const count = REQUESTS / DEPLOYMENTS.length;
    const { outcomes, faults, peakMiB, oddLines } = await tryDeployment(deployment, { seed: 1, count });
    expect(faults).toEqual([]);
    expect(oddLines).toEqual([]);
    expect(peakMiB).toBeLessThan(256);
    expect(outcomes.reduce((sum, { requests }) => sum + requests, 0)).toBe(count);
  },
);
