import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withScratchFolder, withTemporaryFolder } from './scratch-folder.ts';

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

it('removes the folder afterwards, with its content', async () => {
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

it('removes it if the work fails', async () => {
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
  ['gets a signal meanwhile', `process.kill(process.pid, 'SIGTERM')`, 143],
])('removes it if the process %s', async (_, end, code) => {
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

it('removes it if the process ends while it is made, and while files are written into it', () => {
  const script = `
    import { writeFile } from 'node:fs/promises';
    import { withScratchFolder } from ${JSON.stringify(join(import.meta.dirname, 'scratch-folder.ts'))};
    const [folder] = process.argv.slice(1);
    void withScratchFolder(folder, async () => undefined);
    // The thread pool runs these in turn, some of them after the end has started.
    for (let n = 0; n < 200; n++) void writeFile(folder + '/' + n, 'content').catch(() => undefined);
    setImmediate(() => process.exit(3));`;
  const left = Array.from({ length: 10 }, (_, run) => {
    const folder = join(tmpdir(), `pilotlight-ends-${process.pid}-${run}`);
    const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', script, folder]);
    expect(status).toBe(3);
    const isLeft = existsSync(folder);
    rmSync(folder, { recursive: true, force: true });
    return isLeft;
  });
  expect(left).not.toContain(true);
});
