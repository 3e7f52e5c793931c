import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { canPin } from '@pilotlight/local-platform';
import { expect, it } from 'vitest';
import { instanceMiB } from './instance-memory.ts';
import { startServer } from './server.ts';

/** A process with a worker; it prints the worker's id. */
const SCRIPT = `const { spawn } = require('node:child_process');
  const worker = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  console.log(worker.pid);
  setInterval(() => {}, 1000);`;

async function withWorker() {
  const server = await startServer({ command: () => [process.execPath, '--eval', SCRIPT], cwd: '.' });
  while (server.output() === '') await delay(5);
  return { server, worker: Number(server.output()) };
}

it('ends with its workers when it is stopped', async () => {
  const { server, worker } = await withWorker();
  process.kill(worker, 0);
  await server.stop();
  await expect(statusOf(worker)).resolves.toMatch(/^$|State:\s+[XZ]/m);
  await server.stop();
});

it.runIf(process.platform === 'linux')(
  'is held to one processor, and its memory includes its workers',
  async () => {
    const { server, worker } = await withWorker();
    try {
      if (canPin()) expect(await statusOf(worker)).toMatch(/^Cpus_allowed_list:\s+0$/m);
      expect(await instanceMiB(server.pid)).toBeGreaterThan((await instanceMiB(worker)) ?? Number.NaN);
    } finally {
      await server.stop();
    }
  },
);

async function statusOf(pid: number): Promise<string> {
  return readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
}
