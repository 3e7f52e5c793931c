import { execFile } from 'node:child_process';
import { basename } from 'node:path';
import { promisify } from 'node:util';

const TIMEOUT_MS = 20 * 60_000;
const SHOWN_LINES = 10;
const SHOWN_COLUMNS = 300;

/**
 * Runs a program to its end and returns its output.
 *
 * @throws {Error} if it fails, with its error in the first line and the end of its output in the others.
 */
export async function runTool(
  program: string,
  args: readonly string[],
  { cwd, env }: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(program, [...args], {
      cwd,
      env,
      timeout: TIMEOUT_MS,
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch (cause) {
    // A program that does not exist has printed nothing.
    const stderr = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : '';
    const printed = stderr === '' ? String(cause) : stderr;
    const lines = printed.split('\n').map((line) => line.slice(0, SHOWN_COLUMNS));
    const why = lines.findLast((line) => /^\w*Error: /.test(line)) ?? lines.at(-1);
    throw new Error([`${basename(program)} failed: ${why}`, ...lines.slice(-SHOWN_LINES)].join('\n'), {
      cause,
    });
  }
}
