import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkNode } from './check-node.ts';
import { checkPorts } from './check-ports.ts';
import { checkProject } from './check-project.ts';
import { checkUploads } from './check-uploads.ts';
import { formatFindings } from './format-findings.ts';
import { createTestClone, type TestClone } from './testing/clone.ts';

let clone: TestClone;
beforeEach(async () => {
  clone = await createTestClone();
});
afterEach(() => clone[Symbol.asyncDispose]());

const verdicts = (findings: readonly { verdict: string }[]) => findings.map(({ verdict }) => verdict);

it.each([
  ['v24.21.0', '2026-11-24', ['good', 'good']],
  ['v20.20.2', '2026-11-24', ['problem', 'good']],
  ['v24.21.0', '2028-03-01', ['good', 'warning']],
  ['v24.21.0', '2029-01-01', ['good', 'warning']],
])('judges Node.js %s on %s', async (version, day, expected) => {
  expect(verdicts(await checkNode(clone, { version, now: new Date(day) }))).toEqual(expected);
});

it('refuses an unknown runtime', async () => {
  const codebases = clone.codebases.map((one) => ({ ...one, runtime: 'nodejs99' }));
  expect(verdicts(await checkNode({ codebases }))).toEqual(['problem']);
});

it('requires a project that can be deployed to', async () => {
  await clone.write('.firebaserc', { targets: { 'real-1': { hosting: { page: ['real-1'] } } } });
  const judge = async (project?: string) => verdicts(await checkProject({ ...clone, project }));
  expect(await judge()).toEqual(['problem']);
  expect(await judge('demo-x')).toEqual(['problem']);
  expect(await judge('real-1')).toEqual(['good', 'good']);
});

it('requires a site for the page', async () => {
  await clone.write('.firebaserc', { projects: { default: 'real-2' } });
  const [, site] = await checkProject({ ...clone, project: 'real-2' });
  expect(site).toMatchObject({
    verdict: 'problem',
    fix: 'npx firebase target:apply hosting page real-2 --project real-2',
  });
  expect(verdicts(await checkProject({ ...clone, project: 'real-2', page: undefined }))).toEqual(['good']);
});

it('refuses an archive that is too large, and names its largest files', async () => {
  await clone.write('inference/dist/models/large.bin', randomBytes(40_000));
  await clone.write('inference/dist/zeros.txt', Buffer.alloc(90_000));
  await clone.write('warmup/dist/index.js', 'x');
  await clone.write('warmup/dist/Dockerfile', randomBytes(60_000));
  await clone.write('warmup/dist/node_modules/x/index.js', randomBytes(60_000));
  const [inference, warmup] = await checkUploads(clone, 30_000);
  expect(inference).toMatchObject({ verdict: 'problem', why: expect.stringContaining('models/large.bin') });
  expect(warmup).toMatchObject({ verdict: 'good' });
  expect(verdicts(await checkUploads(clone, 50_000))).toEqual(['good', 'good']);
});

it('does not judge a codebase that has not been built', async () => {
  expect(verdicts(await checkUploads(clone))).toEqual(['unknown', 'unknown']);
});

it('finds a port that is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  await clone.write('firebase.json', { emulators: { hosting: { port }, ui: { enabled: false }, x: true } });
  expect(await checkPorts(clone)).toMatchObject([
    { verdict: 'warning', message: `${port} (hosting) is taken by another program` },
  ]);
  other.close();
  await once(other, 'close');
  expect(verdicts(await checkPorts(clone))).toEqual(['good']);
});

it('prints below a problem why it matters and how to fix it, and lets no file name move the cursor', () => {
  const text = formatFindings(
    [
      { subject: 'A', verdict: 'good', message: 'fine' },
      { subject: 'Long', verdict: 'problem', message: 'bad\u001B[2J', why: 'because', fix: 'do it' },
    ],
    (_, plain) => plain,
  );
  expect(text).toBe('✓ A     fine\n✗ Long  bad�[2J\n        because\n        fix: do it');
});
