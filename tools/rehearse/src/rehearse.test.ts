import { BROWSER_PATH } from '@pilotlight/local-platform';
import { expect, it } from 'vitest';
import { formatReport } from './format-report.ts';
import { rehearse } from './rehearse.ts';

it('rehearses this repository: deploys it, installs it elsewhere, starts it, calls it and opens its page', async () => {
  const report = await rehearse();
  expect(report.problems).toEqual([]);
  expect(report).toMatchObject({
    project: 'demo-pilotlight',
    succeeded: true,
    functions: [
      {
        id: 'predict',
        runtime: 'nodejs24',
        region: 'us-central1',
        memory: '256Mi',
        cpu: '1',
        concurrency: 16,
        callers: ['allUsers'],
      },
      { id: 'warmUp', cpu: '0.1666', schedule: '* * * * * (Etc/UTC)' },
    ],
    answers: [{ model: 'digits', version: 2, engine: 'wasm' }],
    cost: { minInstances: 0, scheduledRuns: 43_200 },
  });
  expect(report.cost.dollars).toBeCloseTo(0, 10);
  const [inference] = report.packages;
  expect(inference?.archiveBytes).toBeLessThan(4 * 1024 ** 2);
  // The framework, which was uploaded too.
  expect(inference?.installedPackages).toBe(1);
  for (const { discoveryMs } of report.packages) expect(discoveryMs).toBeLessThan(2000);
  if (BROWSER_PATH !== undefined)
    expect(report.page).toMatchObject({ seenByBrowser: true, used: 'read a drawn stroke as 1' });
  expect(formatReport(report)).toContain('whether Google accepts it');
});
