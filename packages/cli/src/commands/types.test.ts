import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runPilotlight } from '../testing/run-pilotlight.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-types-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('writes the inputs, outputs, labels and versions of what is served', async () => {
  const { stdout, status } = runPilotlight(['types'], {});
  expect(status).toBe(0);
  expect(stdout).toContain('"digits": {\n      served: 2;\n      2: {');
  expect(stdout).toContain(`"image": { dtype: 'float32'; shape: [-1, 28, 28, 1] };`);
  expect(stdout).toContain('labels: "0" | "1" | "2"');
});

it('makes the folders of its files, and leaves a file alone that is right', async () => {
  const out = join(folder, 'new/models.d.ts');
  const openapi = join(folder, 'new/openapi.json');
  const args = ['types', '--out', out, '--openapi', openapi];
  expect(runPilotlight(args, {})).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(JSON.parse(await readFile(openapi, 'utf8'))).toMatchObject({ openapi: '3.1.0' });
  const { mtimeMs, ino } = await stat(out);
  runPilotlight(args, {});
  expect(await stat(out)).toMatchObject({ mtimeMs, ino });
});

it('says that nothing is served, and writes nothing', async () => {
  const models = join(folder, 'models');
  await mkdir(models);
  const out = join(folder, 'models.d.ts');
  const { status, stderr } = runPilotlight(['types', '--models', models, '--out', out], {});
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: `pilotlight: nothing is served from ${models}: add a model with pilotlight add\n`,
  });
  await expect(stat(out)).rejects.toThrow('ENOENT');
});
