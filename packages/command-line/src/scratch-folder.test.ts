import { spawnSync } from 'node:child_process';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withScratchFolder, withTemporaryFolder } from './scratch-folder.ts';

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

it('gives a folder that is gone afterwards, with what is in it', async () => {
  const folder = await withTemporaryFolder('test', async (path) => {
    await writeFile(join(path, 'file'), 'content');
    await expect(
      withScratchFolder(join(path, 'inner'), async () => isThere(join(path, 'inner'))),
    ).resolves.toBe(true);
    expect(await isThere(join(path, 'inner'))).toBe(false);
    return path;
  });
  expect(await isThere(folder)).toBe(false);
});

it('is gone where the work fails', async () => {
  let folder = '';
  const failing = withTemporaryFolder('test', async (path) => {
    folder = path;
    throw new Error('no luck');
  });
  await expect(failing).rejects.toThrow('no luck');
  expect(await isThere(folder)).toBe(false);
});

it.each([
  ['ends meanwhile', 'process.exit(3)', 3],
  ['is told to end meanwhile', `process.kill(process.pid, 'SIGTERM')`, 143],
])('is gone where the process %s', async (_, end, code) => {
  const script = `
    import { withTemporaryFolder } from ${JSON.stringify(join(import.meta.dirname, 'scratch-folder.ts'))};
    await withTemporaryFolder('test', async (folder) => {
      console.log(folder);
      ${end};
      await new Promise((resolve) => setTimeout(resolve, 10_000));
    });`;
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });
  expect(status).toBe(code);
  expect(stdout).toContain('pilotlight-test-');
  expect(await isThere(stdout.trim())).toBe(false);
});
