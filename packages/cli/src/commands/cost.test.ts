import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const BIN = fileURLToPath(new URL('../../bin/pilotlight.js', import.meta.url));

function cost(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'cost', ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

it('prints the policies by price, the recommended one, and the figures behind it', () => {
  const { status, stdout, stderr } = cost();
  expect(stdout).toMatch(/^→ .*\$0\.00/m);
  expect(stdout).toMatch(/^ {3}one minimum instance +\$2\.88 +0\.0 %/m);
  expect(stdout).toMatch(/^ {2}start of the model +\d+ ms +measured /m);
  expect(stdout).not.toContain('\u001B');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

it('says the same each time, as JSON', () => {
  const args = ['--json', '--calls-per-day', '30', '--pattern', 'bursts', '--seed', '5'];
  const { status, stdout } = cost(...args);
  expect(JSON.parse(stdout)).toMatchObject({
    model: { name: 'digits' },
    traffic: { timeZone: 'UTC', seed: 5 },
    targetP95Ms: 300,
    policies: expect.arrayContaining([expect.objectContaining({ name: 'nothing', extraDollars: 0 })]),
  });
  expect({ status, stdout }).toEqual({ status: cost(...args).status, stdout: cost(...args).stdout });
});

it('reads a trace, writes a page, and says which line is wrong', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-cost-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const [trace, html] = [join(folder, 'calls.csv'), join(folder, 'cost.html')];
  await writeFile(trace, 'timestamp\n2026-11-02T09:00:00Z\n2026-11-02T09:30:00Z\n');
  const { status, stdout } = cost('--trace', trace, '--html', html);
  expect(stdout).toContain('2 calls in 1 day were simulated, which makes 60 a month');
  expect(status).toBe(0);
  expect(await readFile(html, 'utf8')).toContain('<h1>What it costs to keep digits warm</h1>');

  await writeFile(trace, '2026-11-02T09:00:00Z\n2026-11-02T08:00:00Z\n');
  expect(cost('--trace', trace)).toEqual({
    status: 1,
    stdout: '',
    stderr: `pilotlight: ${trace}, line 2, is earlier than the call before it ('2026-11-02T08:00:00Z'): sort the calls, oldest first\n`,
  });
});

it.each([
  ['--calls-per-day', '-5'],
  ['--calls-per-day', '1e3'],
  ['--region', 'mars-north1'],
  ['--memory', '300MiB'],
  ['--keep-alive', '20m..10m'],
  ['--time-zone', 'Mars/Olympus'],
  ['--target-p95', '300'],
  ['--seed', '-1'],
  ['--pattern', 'never'],
  ['--trace', 'x.csv', '--pattern', 'daily'],
])('refuses %s %s with 2', (...args) => {
  const { status, stdout, stderr } = cost(...args);
  expect(stderr).toContain(args[0]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
});

it('compares one function for each of many models with one for all, and draws it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-cost-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const page = join(folder, 'many.html');
  const args = ['--models', '30', '--calls-per-model-per-day', '10', '--pattern', 'daily'];
  const { status, stdout } = cost(...args, '--html', page);
  const coldShare = (deployment: string) =>
    Number(
      new RegExp(`^one function for ${deployment} +nothing at all +\\$[\\d.]+ +([\\d.]+) %`, 'm').exec(
        stdout,
      )?.[1],
    );
  expect(coldShare('each')).toBeGreaterThan(2 * coldShare('all'));
  expect(await readFile(page, 'utf8')).toContain('One function for each of 30 models, or one for all');
  expect(status).toBe(0);
  const trace = join(folder, 'calls.csv');
  await writeFile(trace, 'time,model\n2026-11-02T09:00:00Z,a\n2026-11-02T09:01:00Z,b\n');
  const json = JSON.parse(cost('--models', '2', '--trace', trace, '--json').stdout);
  expect(json).toMatchObject({ models: 2, calls: 2, days: 1 });
});
