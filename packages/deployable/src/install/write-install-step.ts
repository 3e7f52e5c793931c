import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Exercise } from '../exercise.ts';

/** What npm runs when the folder is installed. */
export const INSTALL_STEP = 'install.cjs';

const SETTINGS = 'install.json';

/** Calls that are longer are left out: what reads an image of megabytes is compiled when one comes. */
const MAX_CALL_CHARACTERS = 100_000;

/**
 * Writes into a deployable folder what is to be done where it is installed: see install-step.ts.
 *
 * @param program what is started there, from the folder.
 * @param folders of its code.
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
