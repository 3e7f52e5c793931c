import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runInProcess } from './run-in-process.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-process-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(code: string, timeoutMs = 10_000) {
  const script = join(folder, 'script.mjs');
  await writeFile(script, code);
  return runInProcess({ script, args: [], timeoutMs });
}

it('returns the result of the process', async () => {
  expect(await run('process.send({ answers: [] }, () => process.exit())')).toEqual({ answers: [] });
});

it('reports the step of a process that takes too long', async () => {
  const code = "process.send({ step: 'running it' }); setInterval(() => {}, 1000);";
  await expect(run(code, 1000)).rejects.toThrow('it took longer than 1 s (running it)');
});

it('reports the reason that a failed process sends', async () => {
  await expect(run("process.send({ why: 'no such op' }, () => process.exit(1))")).rejects.toThrow(
    'no such op',
  );
});

it("reports the last line of a process that breaks, without TensorFlow's log", async () => {
  const log =
    '2026-01-01 00:00:00.000000: I tensorflow/core/util/port.cc:153] oneDNN custom operations are on.';
  const code = `console.error('out of luck'); console.error(${JSON.stringify(log)}); process.exitCode = 3;`;
  await expect(run(code)).rejects.toThrow('its process ended with 3 while starting: out of luck');
});
