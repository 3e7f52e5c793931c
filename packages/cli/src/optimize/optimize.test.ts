import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const FIXTURES = join(import.meta.dirname, '../../../optimizer/fixtures/depthwise-digits');
const PILOTLIGHT = join(import.meta.dirname, '../../bin/pilotlight.js');

let scratch: string;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'pilotlight-optimize-test-'));
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

function optimize(...args: string[]) {
  const data = ['--data', join(FIXTURES, 'evaluation'), '--calibrate', join(FIXTURES, 'calibration')];
  const all = ['optimize', join(FIXTURES, 'tfjs-graph'), ...data, '--pixels=0..1', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, [PILOTLIGHT, ...all], {
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: scratch },
  });
  return { status, stdout, stderr };
}

it('keeps the smallest model that is good enough, and shows why', { timeout: 90_000 }, async () => {
  const [output, report] = [join(scratch, 'out'), join(scratch, 'report.html')];
  const { status, stdout } = optimize('--output', output, '--report', report, '--max-drop=0.5%', '--json');
  expect(status).toBe(0);
  const { chosen, front, candidates, comparison } = JSON.parse(stdout);
  expect(chosen).toMatch(/^auto /);
  expect(front).toContain(chosen);
  expect(comparison.verdict).not.toBe('worse');
  const [original, ...others] = candidates;
  const uint8 = others.find(({ model }: { model: string }) => model === 'uint8');
  expect(uint8.drop).toBeGreaterThan(0.5);
  const best = others.find(({ model }: { model: string }) => model === chosen);
  expect(best.needs.bytes.compressed).toBeLessThan(original.needs.bytes.compressed * 0.4);

  const page = await readFile(report, 'utf8');
  expect(page).toContain(`Chosen: ${chosen}`);
  expect(page).toMatch(/<html lang="en">[\s\S]*<svg[\s\S]*role="img"[\s\S]*<caption>\s*original/);
  expect(page).not.toMatch(/<script|https?:|src=/);
  const { steps } = JSON.parse(await readFile(join(output, 'model.made.json'), 'utf8'));
  expect(steps).toMatchObject([
    {
      step: 'optimize',
      settings: { for: 'size', maxDrop: 0.005, chosen },
      data: { calibrate: { examples: 400 } },
    },
  ]);
  expect((await readdir(scratch)).toSorted()).toEqual(['out', 'report.html']);
});

it('overwrites neither a model nor a report', async () => {
  const taken = join(scratch, 'taken');
  await writeFile(taken, 'mine');
  for (const args of [
    ['--output', taken],
    ['--output', join(scratch, 'out'), '--report', taken],
  ]) {
    const { status, stderr } = optimize(...args);
    expect(status).toBe(1);
    expect(stderr).toContain('is there already');
  }
  expect(optimize().stderr).toContain('say with --output');
  expect(await readdir(scratch)).toEqual(['taken']);
  expect(await readFile(taken, 'utf8')).toBe('mine');
});
