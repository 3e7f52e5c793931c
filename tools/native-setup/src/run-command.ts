import { execFile } from 'node:child_process';
import { CommandFailedError } from './command-failed-error.ts';

const shownLines = 10;

/** A program to run, and the message if it fails. */
export interface Command {
  file: string;
  args: string[];
  /** The longest time that it may take. */
  minutes: number;
  /** The message of a failure: what it means and what to do about it. */
  onFailure: string;
  directory?: string;
  environment?: NodeJS.ProcessEnv;
}

/**
 * Runs a program to its end, and shows its output only if it fails.
 *
 * @throws {CommandFailedError} if it cannot be started, fails, or takes too long.
 */
export function runCommand(command: Command): Promise<void> {
  const { directory: cwd, environment: env, minutes, onFailure } = command;
  const options = { cwd, env, timeout: minutes * 60_000, maxBuffer: Infinity };
  return new Promise((resolve, reject) => {
    execFile(command.file, command.args, options, (cause, stdout, stderr) => {
      if (cause === null) {
        resolve();
        return;
      }
      const summary = cause.killed ? `Stopped after ${minutes} minutes. ${onFailure}` : onFailure;
      reject(new CommandFailedError({ summary, output: lastLines(`${stdout}\n${stderr}`), cause }));
    });
  });
}

function lastLines(output: string): string {
  const isStackFrame = /^(gyp ERR! stack)? +at /;
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !isStackFrame.test(line));
  return lines.slice(-shownLines).join('\n');
}
