import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';

const FIXTURES = join(import.meta.dirname, '../../../optimizer/fixtures/depthwise-digits');
const PILOTLIGHT = join(import.meta.dirname, '../../bin/pilotlight.js');

let scratch: string;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'pilotlight-distill-test-'));
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

function distillation(epochs: number): string[] {
  const data = join(FIXTURES, 'calibration');
  const args = [
    'distill',
    '--teacher=digits',
    '--student=convnet:4,8',
    `--epochs=${epochs}`,
    '--pixels=0..1',
  ];
  return [PILOTLIGHT, ...args, '--json', '--data', data, '--output', join(scratch, 'student')];
}
const options = () => ({ encoding: 'utf8', env: { ...process.env, TMPDIR: scratch } }) as const;

it.skipIf(!inject('addonLoads'))('continues after an interruption, and leaves only the student', async () => {
  const child = spawn(process.execPath, distillation(60), options());
  const checkpoint = 'student.checkpoint';
  while (!(await readdir(scratch)).includes(checkpoint)) await setTimeout(20);
  child.kill('SIGINT');
  await once(child, 'close');
  expect(child.exitCode).toBe(130);
  const left = await readdir(scratch);
  expect(left.filter((name) => !name.startsWith(checkpoint))).toEqual([]);

  const other = spawnSync(process.execPath, distillation(2), options());
  expect({ status: other.status, stderr: other.stderr }).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('of a training with epochs 60, not 2'),
  });
  const { status, stdout } = spawnSync(process.execPath, distillation(60), options());
  expect(status).toBe(0);
  const { heldOutAccuracy } = JSON.parse(stdout);
  expect(heldOutAccuracy).toBeGreaterThan(0.6);
  expect(await readdir(scratch)).toEqual(['student']);
});

it('exits with 2 if an option is missing or is not a number', () => {
  const { status } = spawnSync(process.execPath, [PILOTLIGHT, 'distill', '--teacher=digits'], options());
  expect(status).toBe(2);
  const cold = spawnSync(process.execPath, [...distillation(1), '--temperature=cold'], options());
  expect(cold.status).toBe(2);
});
