import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const PILOTLIGHT = join(import.meta.dirname, '../../bin/pilotlight.js');
const SERVED = join(import.meta.dirname, '../../../../models');
const FIXTURES = join(import.meta.dirname, '../../../model-runtime/fixtures');

/** Provenance of a model, as in its manifest. */
const PROVENANCE = {
  of: { files: {} },
  steps: [{ step: 'quantize', tool: '0.1.0', settings: { to: 'uint8' }, data: {}, result: {} }],
};

let models: string;
beforeEach(async () => {
  models = await mkdtemp(join(tmpdir(), 'pilotlight-snapshot-'));
});
afterEach(() => rm(models, { recursive: true, force: true }));

async function pilotlight(...args: string[]) {
  const child = spawn(process.execPath, [PILOTLIGHT, ...args, '--models', models]);
  const [stdout, stderr]: string[][] = [[], []];
  child.stdout.on('data', (text) => stdout?.push(String(text)));
  child.stderr.on('data', (text) => stderr?.push(String(text)));
  await once(child, 'close');
  return { code: child.exitCode, stdout: stdout?.join('') ?? '', stderr: stderr?.join('') ?? '' };
}

/** Serves one version of a model. */
function serveDigits(): Promise<void> {
  return cp(join(SERVED, 'digits/1'), join(models, 'digits/1'), { recursive: true });
}

/** Every file below the folder that is served, hidden ones too, and the digest of what is in it. */
async function everything(): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const name of await readdir(models, { recursive: true })) {
    const path = join(models, name);
    const isFile = (await stat(path)).isFile();
    digests[name] = isFile
      ? createHash('sha256')
          .update(await readFile(path))
          .digest('hex')
      : '';
  }
  return digests;
}

it('takes snapshots of models that are served already, again and again', async () => {
  await serveDigits();
  const { 'digits/1/manifest.json': _, ...before } = await everything();
  const first = await pilotlight('snapshot');
  expect(first).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^digits, version 1 has a snapshot: [0-9]+ ms to its first prediction\n$/),
    stderr: '',
  });
  const { 'digits/1/manifest.json': __, ...after } = await everything();
  expect(Object.keys(after)).toEqual(Object.keys(before));

  const { code, stdout } = await pilotlight('snapshot', 'digits', '--json');
  expect(JSON.parse(stdout)).toEqual([
    { model: 'digits', version: 1, hasSnapshot: true, coldStartMs: expect.any(Number) },
  ]);
  expect(code).toBe(0);
  // The same model has the same snapshot on the same machine.
  expect(await everything()).toMatchObject(after);
});

it('repairs files of the snapshot that have changed, and no others', async () => {
  await serveDigits();
  await writeFile(join(models, 'digits/1/snapshot/memory.bin'), 'damaged');
  expect(await pilotlight('models')).toMatchObject({ code: 1 });
  expect(await pilotlight('snapshot')).toMatchObject({ code: 0, stderr: '' });
  expect(await pilotlight('models')).toMatchObject({ code: 0 });

  await writeFile(join(models, 'digits/1/weights.bin'), 'damaged');
  const before = await everything();
  const { code, stdout, stderr } = await pilotlight('snapshot');
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(
    /^pilotlight: model 'digits' version 1: 'weights.bin' is not the file that was added/,
  );
  expect(await everything()).toEqual(before);
});

it('takes a new snapshot of a model that an earlier Pilotlight added, and updates the names in its manifest', async () => {
  await serveDigits();
  const folder = join(models, 'digits/1');
  await rename(join(folder, 'snapshot'), join(folder, 'frozen'));
  const manifest = await readFile(join(folder, 'manifest.json'), 'utf8');
  const earlier = { ...JSON.parse(manifest.replaceAll('"snapshot/', '"frozen/')), made: PROVENANCE };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(earlier));
  const [listed] = JSON.parse((await pilotlight('models', '--json')).stdout);
  expect(listed).toMatchObject({ hasSnapshot: false, provenance: PROVENANCE });

  expect(await pilotlight('snapshot')).toMatchObject({ code: 0, stderr: '' });
  const { made, provenance, files } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  expect({ made, provenance }).toEqual({ made: undefined, provenance: PROVENANCE });
  expect(Object.keys(files).toSorted()).toEqual([
    'model.json',
    'snapshot/engine.wasm',
    'snapshot/memory.bin',
    'snapshot/plan.json',
    'weights.bin',
  ]);
  expect((await readdir(folder)).filter((name) => name === 'frozen')).toEqual([]);
});

it('says which models have a snapshot, when they are added and afterwards', async () => {
  const dense = await pilotlight('add', join(FIXTURES, 'dense/tfjs-graph'), '--name=dense');
  expect(dense.stdout).toContain('\n  starts from a snapshot\n');
  const loop = await pilotlight('add', join(FIXTURES, 'loop/tfjs-graph'), '--name=loop', '--json');
  expect(JSON.parse(loop.stdout)).toMatchObject({
    whyNoSnapshot: 'what it runs depends on computed values',
  });
  const again = await pilotlight('snapshot', 'loop');
  expect(again).toEqual({
    code: 0,
    stdout: expect.stringContaining(
      'loop, version 1 has no snapshot: what it runs depends on computed values',
    ),
    stderr: '',
  });

  const { stdout } = await pilotlight('models');
  expect(stdout).toMatch(/engine +snapshot/);
  expect(stdout).toMatch(/dense .* wasm +yes /);
  expect(stdout).toMatch(/loop .* wasm +no /);
  expect(JSON.parse((await pilotlight('models', '--json')).stdout)).toMatchObject([
    { model: 'dense', hasSnapshot: true },
    { model: 'loop', hasSnapshot: false },
  ]);
});

it('says how it is used', async () => {
  const { code, stdout } = await pilotlight('snapshot', '--help');
  expect([code, stdout]).toEqual([0, expect.stringContaining('Examples:\n  $ pilotlight snapshot\n')]);
  expect(await pilotlight('snapshot', '--unknown')).toMatchObject({ code: 2, stdout: '' });
});

describe('leaves everything as it was', () => {
  beforeEach(() => cp(SERVED, models, { recursive: true }));

  it('if it does not know a model', async () => {
    const before = await everything();
    for (const args of [['unicorns'], ['__proto__']]) {
      const { code, stdout, stderr } = await pilotlight('snapshot', ...args);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/^pilotlight: no model '(unicorns|__proto__)' is served from .*\n$/);
    }
    const { code, stdout, stderr } = await pilotlight('snapshot', 'digits', 'unicorns', '--json');
    expect([code, stdout]).toEqual([1, '']);
    const message = expect.stringMatching(/^no model 'unicorns' is served from /);
    expect(JSON.parse(stderr)).toEqual({ error: { message, isExpected: true, exitCode: 1 } });
    expect(await everything()).toEqual(before);
  });

  it.each([0, 150, 400])('if it is interrupted after %i ms', async (ms) => {
    const before = await everything();
    const child = spawn(process.execPath, [PILOTLIGHT, 'snapshot', '--models', models]);
    await expect.poll(async () => (await readdir(models)).length, { interval: 5 }).toBeGreaterThan(1);
    await delay(ms);
    child.kill('SIGINT');
    await once(child, 'close');
    expect(child.exitCode).toBe(130);
    expect(await everything()).toEqual(before);
    // Nor does anything come back from a process that still runs.
    await delay(600);
    expect(await everything()).toEqual(before);
  });
});
