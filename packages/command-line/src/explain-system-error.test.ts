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

it('names the path, what is wrong with it and how to fix it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-explain-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const nowhere = join(folder, 'nowhere');
  expect(explainSystemError(await failed(readFile(nowhere)))).toBe(
    `${nowhere} is not there, or no longer: check the path and its disk (ENOENT)`,
  );
  expect(explainSystemError(await failed(writeFile(folder, '')))).toContain(
    'is a folder, and a file was expected',
  );
  await writeFile(nowhere, '');
  expect(explainSystemError(await failed(makeFolder(join(nowhere, 'below'))))).toContain('is no folder');
});

it('says it of a cause too, and without a path where the system gave none', () => {
  const cause = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  expect(explainSystemError(new Error('it failed', { cause }))).toMatch(
    /^there is no room left on a disk: make room/,
  );
});

it('leaves other errors alone', () => {
  expect(explainSystemError(new Error('no luck'))).toBeUndefined();
  expect(explainSystemError('no error')).toBeUndefined();
  const cannotListen = Object.assign(new Error('EACCES'), { code: 'EACCES', syscall: 'listen' });
  expect(explainSystemError(cannotListen)).toBeUndefined();
});
