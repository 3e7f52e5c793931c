import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { OptimizerError } from '../optimizer-error.ts';

/** A program to run to its end. */
export interface ProgramRun {
  file: string;
  args: readonly string[];
  /** Time limit. */
  minutes: number;
  /** Its task, for an error. */
  what: string;
  /** Text for its standard input. */
  input?: string;
}

/**
 * Runs a program, and shows its output only if it fails. It does not outlive this process.
 *
 * @throws {OptimizerError} with the last line that it printed.
 */
export async function runProgram({ file, args, minutes, what, input = '' }: ProgramRun): Promise<void> {
  const child = spawn(file, args, { timeout: minutes * 60_000, stdio: ['pipe', 'ignore', 'pipe'] });
  const stop = () => child.kill();
  process.once('exit', stop);
  try {
    // A program that ends before it has read everything gives the reason in its last line.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    const [said] = await Promise.all([text(child.stderr), once(child, 'close')]);
    if (child.exitCode === 0) return;
    const last = said.trim().split('\n').at(-1);
    const why = child.exitCode === null ? `it was stopped (${child.signalCode})` : (last ?? 'it failed');
    throw new OptimizerError(`${what}: ${why}`);
  } catch (cause) {
    if (OptimizerError.isInstance(cause)) throw cause;
    throw new OptimizerError(`${what}: ${file} cannot be run`, { cause });
  } finally {
    process.off('exit', stop);
  }
}
