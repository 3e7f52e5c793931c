import { execFile } from 'node:child_process';
import { basename } from 'node:path';
import { promisify } from 'node:util';

const TIMEOUT_MS = 20 * 60_000;
const SHOWN_LINES = 10;

/** Runs a program to its end and gives what it printed. @throws {Error} with its last line, then its last words, where it fails. */
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
    const printed = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : '';
    const lines = printed.split('\n').slice(-SHOWN_LINES);
    const why = printed === '' ? String(cause) : (lines.at(-1) ?? '');
    throw new Error([`${basename(program)} failed: ${why}`, ...lines].join('\n'), { cause });
  }
}
