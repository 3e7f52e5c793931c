import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { spawnGroup } from './process-group.ts';

it('names the program that does not start', () => {
  expect(() => spawnGroup(['no-such-program'], { cwd: '.', env: {} })).toThrow(
    'no-such-program does not start',
  );
});

it.runIf(process.platform === 'linux')('ends with the process that started it', async () => {
  const script = `
    import { spawnGroup } from ${JSON.stringify(join(import.meta.dirname, 'process-group.ts'))};
    const command = [process.execPath, '--eval', 'setInterval(() => {}, 1000)'];
    console.log(spawnGroup(command, { cwd: '.', env: {} }).pid);
    process.exit();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  const statusOf = () => readFile(`/proc/${Number(stdout)}/status`, 'utf8').catch(() => '');
  await expect.poll(statusOf).toMatch(/^$|State:\s+[XZ]/m);
});
