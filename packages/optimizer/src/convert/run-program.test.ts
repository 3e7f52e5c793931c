import { expect, it } from 'vitest';
import { OptimizerError } from '../optimizer-error.ts';
import { runProgram } from './run-program.ts';

const node = (script: string, input = '') =>
  runProgram({ file: process.execPath, args: ['--eval', script], minutes: 1, what: 'trying', input });

it('runs a program to its end, with its input', async () => {
  const script = `process.stdin.on('data', (text) => process.exit(String(text) === 'hello' ? 0 : 1))`;
  await expect(node(script, 'hello')).resolves.toBeUndefined();
});

it('reports the last line of a program', async () => {
  const failing = node(`console.error('a trace'); console.error('no room'); process.exit(3)`);
  await expect(failing).rejects.toThrow(OptimizerError);
  await expect(failing).rejects.toThrow('trying: no room');
});

it('does not wait for input that a program does not read', async () => {
  await expect(node('process.exit(0)', 'x'.repeat(10_000_000))).resolves.toBeUndefined();
});

it('reports a program that was stopped or does not exist', async () => {
  await expect(node(`process.kill(process.pid, 'SIGKILL')`)).rejects.toThrow('it was stopped (SIGKILL)');
  const missing = runProgram({ file: 'no-such-program', args: [], minutes: 1, what: 'trying' });
  await expect(missing).rejects.toThrow('trying: no-such-program cannot be run');
});
