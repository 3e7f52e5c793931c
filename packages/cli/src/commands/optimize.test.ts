import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { PILOTLIGHT, runPilotlight } from '../testing/run-pilotlight.ts';

const FIXTURES = join(import.meta.dirname, '../../../optimizer/fixtures/depthwise-digits');
const GRAPH = join(FIXTURES, 'tfjs-graph');

let scratch: string;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'pilotlight-optimize-test-'));
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

const data = ['--data', join(FIXTURES, 'evaluation'), '--calibrate', join(FIXTURES, 'calibration')];

function argumentsFor(model: string, args: readonly string[]): string[] {
  return ['optimize', model, ...data, '--pixels=0..1', ...args];
}

// Without a cache there is no Python environment: its converter would take long for each candidate.
const environment = () => ({ TMPDIR: scratch, XDG_CACHE_HOME: join(scratch, 'cache') });

function optimize(...args: string[]) {
  return runPilotlight(argumentsFor(GRAPH, args), environment());
}

it('keeps the smallest model that is good enough, and shows why', async () => {
  const [output, report] = [join(scratch, 'out'), join(scratch, 'report.html')];
  const { status, stdout } = optimize('--output', output, '--report', report, '--max-drop=0.5%', '--json');
  expect(status).toBe(0);
  const { chosen, front, candidates, comparison, skipped } = JSON.parse(stdout);
  expect(chosen).toMatch(/^auto /);
  expect(front).toContain(chosen);
  expect(comparison.verdict).not.toBe('worse');
  expect(skipped).toEqual([
    { what: 'distilling', why: expect.stringContaining('--student') },
    { what: 'cutting channels', why: 'there is nothing to train with: --train DATA' },
    { what: 'pruning', why: 'there is nothing to train with: --train DATA' },
    { what: 'int8 .tflite', why: "TensorFlow's converter cannot read a tfjs-graph-model" },
  ]);
  const [original, ...others] = candidates;
  const uint8 = others.find(({ model }: { model: string }) => model === 'uint8');
  expect(uint8.drop).toBeGreaterThan(0.5);
  const best = others.find(({ model }: { model: string }) => model === chosen);
  expect(best.needs.bytes.compressed).toBeLessThan(original.needs.bytes.compressed * 0.4);

  const page = await readFile(report, 'utf8');
  expect(page).toContain(`Chosen: ${chosen}`);
  expect(page).toMatch(/<html lang="en">[\s\S]*<svg[\s\S]*role="img"[\s\S]*<caption>\s*original/);
  expect(page).not.toMatch(/<script|https?:|src=/);
  expect(page).not.toContain(FIXTURES);
  const { steps } = JSON.parse(await readFile(join(output, 'model.provenance.json'), 'utf8'));
  expect(steps).toMatchObject([
    { step: 'quantize', settings: { to: 'auto' }, data: { calibrate: { examples: 400 } } },
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
    expect(stderr).toContain('already exists');
  }
  expect(optimize().stderr).toContain('--output is missing');
  expect(await readdir(scratch)).toEqual(['taken']);
  expect(await readFile(taken, 'utf8')).toBe('mine');
});

describe.skipIf(!inject('addonLoads'))('with data to train with, on native TensorFlow', () => {
  // The second of them is too small to learn anything.
  const students = ['--student=convnet:4,8', '--student=convnet:1,1'];
  const train = ['--train', join(FIXTURES, 'calibration'), ...students, '--sparsity=80%'];

  it('tries combinations, continues after an interruption, and says how the chosen model was made', async () => {
    const output = join(scratch, 'out');
    const args = [...train, '--max-drop=20%', '--json', '--output', output];
    const child = spawn(process.execPath, [PILOTLIGHT, ...argumentsFor(GRAPH, args)], {
      env: { ...process.env, ...environment() },
    });
    const checkpoint = join(`${output}.checkpoints`, 'distil-convnet-4-8');
    while (!(await readdir(checkpoint).catch((): string[] => [])).includes('state.json')) {
      await setTimeout(20);
    }
    child.kill('SIGINT');
    await once(child, 'close');
    expect(child.exitCode).toBe(130);
    expect(await readdir(scratch)).toEqual(['out.checkpoints']);

    const { status, stdout, stderr } = optimize(...args);
    expect(status).toBe(0);
    expect(stderr).toContain('1 of 13: distil convnet:4,8\n');
    // It was interrupted when its first epoch was done.
    expect(stderr.split('2 of 13')[0]).not.toContain('epoch 1/12');
    const { chosen, candidates } = JSON.parse(stdout);
    const names = candidates.map(({ model }: { model: string }) => model);
    expect(names.slice(0, 7)).toEqual([
      'original',
      'distil convnet:4,8',
      'distil convnet:4,8 + prune 80%',
      'distil convnet:4,8 + prune 80% + auto',
      'distil convnet:4,8 + auto',
      // Not gone on with.
      'distil convnet:1,1',
      'float16',
    ]);
    expect(chosen).toBe('distil convnet:4,8 + prune 80% + auto');
    const { steps } = JSON.parse(await readFile(join(output, 'model.provenance.json'), 'utf8'));
    expect(steps.map(({ step }: { step: string }) => step)).toEqual(['distill', 'prune', 'quantize']);
    // Chosen by what no training saw: a twentieth of the 400.
    expect(steps[2].data.calibrate).toMatchObject({ examples: 20, part: expect.any(String) });
    expect(await readdir(scratch)).toEqual(['out']);
  });

  it('continues without the trainings if there is too little training data', async () => {
    const few = join(scratch, 'few.jsonl');
    const instance = Array.from({ length: 28 }, () => Array.from({ length: 28 }, () => [0]));
    await writeFile(few, `${JSON.stringify({ instance, label: 0 })}\n`.repeat(10));
    const { status, stdout } = optimize(
      '--train',
      few,
      '--student=convnet:4',
      '--output',
      join(scratch, 'out'),
      '--json',
    );
    expect(status).toBe(0);
    const { chosen, skipped } = JSON.parse(stdout);
    expect(chosen).not.toBe('original');
    expect(skipped).toContainEqual({
      what: 'distil convnet:4',
      why: expect.stringContaining('too few to teach with'),
    });
  });

  it('does not judge a model by what it was trained with', async () => {
    const output = ['--output', join(scratch, 'out')];
    const { status, stderr } = optimize('--train', join(FIXTURES, 'evaluation'), ...output);
    expect(status).toBe(1);
    expect(stderr).toContain('which proves nothing');
  });
});
