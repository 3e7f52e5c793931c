import { expect, it } from 'vitest';
import { CommandFailedError } from './command-failed-error.ts';
import { runCommand } from './run-command.ts';

function run(script: string, minutes = 1): Promise<void> {
  return runCommand({ file: process.execPath, args: ['-e', script], minutes, onFailure: 'It failed.' });
}

it('prints nothing for a program that succeeds', async () => {
  await expect(run('')).resolves.toBeUndefined();
});

it('shows the end of a failed program’s output, without its stack', async () => {
  const failing = run("console.error('first'); throw new Error('last words')");
  await expect(failing).rejects.toThrow(CommandFailedError);
  await expect(failing).rejects.toThrow(/It failed\.[^]*last words/);
  await expect(failing).rejects.not.toThrow(/node:internal/);
});

it('stops a program that takes too long', async () => {
  await expect(run('setInterval(() => {}, 1000)', 0.002)).rejects.toThrow('Stopped after 0.002 minutes.');
});

it('keeps the cause if the program does not exist', async () => {
  const missing = runCommand({ file: 'no-such-program', args: [], minutes: 1, onFailure: 'It failed.' });
  await expect(missing).rejects.toMatchObject({ cause: { code: 'ENOENT' } });
});
