import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';

const DIGITS = join(import.meta.dirname, '../../../models/digits/1');

it('declares the memory that the models need, and the processors that Cloud Run wants with it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-build-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const model = join(folder, 'models/large/1');
  await cp(DIGITS, model, { recursive: true });
  const manifest: object = JSON.parse(await readFile(join(model, 'manifest.json'), 'utf8'));
  await writeFile(join(model, 'manifest.json'), JSON.stringify({ ...manifest, memoryMiB: 9000 }));

  const output = join(folder, 'dist');
  const options = [`--models=${join(folder, 'models')}`, `--output=${output}`];
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(import.meta.dirname, 'main.ts'),
    ...options,
  ]);
  expect(stdout).toMatch(/^memory +16GiB: .*9000 asked for$/m);
  const declared: object = JSON.parse(await readFile(join(output, 'functions.yaml'), 'utf8'));
  expect(declared).toMatchObject({ endpoints: { predict: { availableMemoryMb: 16_384, cpu: 4 } } });
}, 120_000);
