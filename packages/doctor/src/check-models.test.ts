import { execFileSync } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkModelNeeds } from './check-model-needs.ts';
import { checkCommitted, checkModels } from './check-models.ts';
import { createTestClone, type TestClone } from './testing/clone.ts';

const DIGITS = fileURLToPath(new URL('../../../models/digits', import.meta.url));

let clone: TestClone;
beforeEach(async () => {
  clone = await createTestClone();
  await cp(DIGITS, join(clone.modelsDirectory, 'digits'), { recursive: true });
});
afterEach(() => clone[Symbol.asyncDispose]());

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=any', '-c', 'user.email=any@example.com'];
  execFileSync('git', [...identity, ...args], { cwd: clone.directory });
}

const manifest = (availableMemoryMb: number) => ({
  params: [],
  endpoints: { predict: { availableMemoryMb } },
});

it('accepts models as they were added', async () => {
  expect(await checkModels(clone)).toMatchObject([
    { verdict: 'good', message: expect.stringContaining('digits/2, digits/1') },
  ]);
});

it('finds a file with a digest that differs from its manifest', async () => {
  await clone.write('models/digits/1/weights.bin', 'other weights');
  const [finding] = await checkModels(clone);
  expect(finding).toMatchObject({ verdict: 'problem', fix: expect.stringContaining('git checkout') });
  expect(finding?.message).toContain('weights.bin');
});

it('reports that there is no model to serve', async () => {
  const empty = await createTestClone();
  await empty.write('models/README.md', '');
  expect(await checkModels(empty)).toMatchObject([{ verdict: 'problem' }]);
  await empty[Symbol.asyncDispose]();
});

it('finds a model that is not committed, and one that has changed since', async () => {
  expect(await checkCommitted(clone)).toMatchObject([{ verdict: 'unknown' }]);
  git('init', '--quiet');
  expect(await checkCommitted(clone)).toMatchObject([
    { verdict: 'problem', fix: 'git add models && git commit' },
  ]);
  git('add', 'models');
  git('commit', '--quiet', '--message=models');
  expect(await checkCommitted(clone)).toMatchObject([{ verdict: 'good' }]);
  await clone.write('models/digits/1/labels.txt', 'x');
  expect(await checkCommitted(clone)).toMatchObject([
    { verdict: 'problem', message: 'models/digits/1/labels.txt is not committed' },
  ]);
});

it('finds a function that was built too small for its models', async () => {
  const memory = async () =>
    (await checkModelNeeds(clone))
      .filter(({ subject }) => subject === 'Memory')
      .map(({ verdict }) => verdict);
  await clone.write('inference/dist/functions.yaml', manifest(256));
  expect(await memory()).toEqual(['good']);
  await clone.write('inference/dist/functions.yaml', manifest(32));
  expect(await memory()).toEqual(['problem']);
});
