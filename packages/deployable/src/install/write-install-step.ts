import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Exercise } from '../exercise.ts';

/** The script that npm runs when the folder is installed. */
export const INSTALL_STEP = 'install.cjs';

const SETTINGS = 'install.json';

/** The longest call to keep, in characters: code that reads an image of megabytes is compiled when one comes. */
const MAX_CALL_CHARACTERS = 100_000;

/**
 * Writes the install step into a deployable folder: see install-step.ts.
 *
 * @param program the program that starts there, relative to the folder.
 *
 * @param folders folders of its code.
 *
 * @returns the names of the files that it wrote.
 */
export async function writeInstallStep(
  output: string,
  { program, folders, exercise }: { program: string; folders: readonly string[]; exercise?: Exercise },
): Promise<string[]> {
  await build({
    entryPoints: [join(import.meta.dirname, 'install-step.ts')],
    outfile: join(output, INSTALL_STEP),
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    logLevel: 'warning',
  });
  const calls = exercise?.calls.filter((call) => JSON.stringify(call).length <= MAX_CALL_CHARACTERS);
  const settings = { program, folders, exercise: exercise ? { ...exercise, calls } : null };
  await writeFile(join(output, SETTINGS), `${JSON.stringify(settings)}\n`);
  return [INSTALL_STEP, SETTINGS];
}
