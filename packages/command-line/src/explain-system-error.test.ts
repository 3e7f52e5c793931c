import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { explainSystemError } from './explain-system-error.ts';
import { makeFolder } from './make-folder.ts';

const failed = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

it('names the path, the problem and the fix', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-explain-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const nowhere = join(folder, 'nowhere');
  expect(explainSystemError(await failed(readFile(nowhere)))).toBe(
    `${nowhere} does not exist: check the path and its disk (ENOENT)`,
  );
  expect(explainSystemError(await failed(writeFile(folder, '')))).toContain('is a folder, not a file');
  await writeFile(nowhere, '');
  expect(explainSystemError(await failed(makeFolder(join(nowhere, 'below'))))).toContain('is not a folder');
});

it('explains a cause too, and an error without a path', () => {
  const cause = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  expect(explainSystemError(new Error('it failed', { cause }))).toMatch(
    /^no space left on a disk: free space/,
  );
});

it('does not explain other errors', () => {
  expect(explainSystemError(new Error('no luck'))).toBeUndefined();
  expect(explainSystemError('no error')).toBeUndefined();
  const cannotListen = Object.assign(new Error('EACCES'), { code: 'EACCES', syscall: 'listen' });
  expect(explainSystemError(cannotListen)).toBeUndefined();
});
