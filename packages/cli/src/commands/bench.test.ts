import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ModelResults } from '@pilotlight/bench/model-results';
import { expect, it, onTestFinished } from 'vitest';

const BIN = fileURLToPath(new URL('../../bin/pilotlight.js', import.meta.url));
const pilotlight = (...args: string[]) => promisify(execFile)(process.execPath, [BIN, ...args]);

it('measures what is served, as it is deployed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-cli-bench-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const svg = join(folder, 'digits.svg');
  const { stdout } = await pilotlight('bench', 'digits', '--runs=1', '--json', `--svg=${svg}`);

  const results: ModelResults = JSON.parse(stdout);
  expect(results).toMatchObject({ model: 'digits', version: 2, engine: 'wasm', runs: 1 });
  expect(results.firstAnswerMs.median).toBeGreaterThan(results.secondAnswerMs.median);
  expect(results.archiveBytes).toBeGreaterThan(1_000_000);
  expect(results.parts[0]?.ms).toBeGreaterThan(5);
  expect(await readFile(svg, 'utf8')).toMatch(/^<svg .*Functions Framework/s);
  expect(await readdir(folder)).toEqual(['digits.svg']);
});

it('says which models there are', async () => {
  await expect(pilotlight('bench', 'unicorns')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('served: digits'),
  });
  await expect(pilotlight('bench', 'digits', '--runs', 'many')).rejects.toMatchObject({ code: 2 });
});
