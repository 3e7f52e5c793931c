import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { touchedBy } from './touched-memory.ts';

/** Starts a process that has touched `pages` more pages of memory than another, and waits. */
async function start(pages: number): Promise<number> {
  const script = `
    const memory = new Uint8Array(4096 * ${pages});
    for (let at = 0; at < memory.length; at += 4096) memory[at] = 1;
    console.log('ready'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill());
  await once(child.stdout, 'data');
  return child.pid ?? Number.NaN;
}

it.runIf(process.platform === 'linux')('counts each page that was touched', async () => {
  const [few, many] = await Promise.all([touchedBy(await start(0)), touchedBy(await start(20_000))]);
  const more = (many?.minorFaults ?? Number.NaN) - (few?.minorFaults ?? Number.NaN);
  // Large pages save faults if the system provides them.
  expect(more).toBeLessThan(21_000);
  expect(more).toBeGreaterThan(0);
  expect(few?.readMB).toBeGreaterThan(0);
});

it('is undefined for a process that does not exist', async () => {
  expect(await touchedBy(2 ** 30)).toBeUndefined();
});
