import { MissingToolError } from './missing-tool-error.ts';
import { runCommand } from './run-command.ts';

/** A program, and what to do if it is missing. */
export interface Tool {
  file: string;
  args: string[];
  fix: string;
}

/**
 * Checks that a program runs.
 *
 * @throws {MissingToolError} if it does not.
 */
export async function requireTool({ file, args, fix }: Tool): Promise<void> {
  const tool = [file, ...args].join(' ');
  try {
    await runCommand({ file, args, minutes: 1, onFailure: `\`${tool}\` failed.` });
  } catch (cause) {
    throw new MissingToolError({ tool, fix, cause });
  }
}
