import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { DeployableError } from '../deployable-error.ts';
import type { RequestBounds } from './body/request-bounds.ts';
import {
  FRAMEWORK,
  FRAMEWORK_CODE,
  FRAMEWORK_FOLDER,
  FRAMEWORK_PROGRAM,
  writeFramework,
} from './write-framework.ts';

/** The environment variable that makes a build use npm's Functions Framework instead of the single-file one. */
const FRAMEWORK_VARIABLE = 'PILOTLIGHT_FRAMEWORK';

const require = createRequire(import.meta.url);

/** A Functions Framework in a deployable folder. */
export interface DeployedFramework {
  /** The version, or the folder, in the `dependencies` of `package.json`. */
  dependency: string;
  /** The program that starts it where the folder is installed. */
  program: string;
  /** Folders of its code that hold compiled code too. */
  folders: readonly string[];
  /** Files that were written. */
  files: readonly string[];
}

/**
 * Provides the Functions Framework that serves a deployable folder: one file with its compiled code, or npm's own if
 * the environment says so, in case the platform ever refuses the file. npm's starts later, and has neither the gate nor
 * the orderly shutdown; then only the codebase itself checks requests.
 *
 * @throws {DeployableError} if the environment names neither.
 */
export async function provideFramework(
  output: string,
  bounds: Partial<RequestBounds> | undefined,
  chosen = process.env[FRAMEWORK_VARIABLE] ?? 'bundled',
): Promise<DeployedFramework> {
  switch (chosen) {
    case 'bundled':
      return {
        dependency: `file:${FRAMEWORK_FOLDER}`,
        program: FRAMEWORK_PROGRAM,
        folders: [FRAMEWORK_CODE],
        files: await writeFramework(output, bounds),
      };
    case 'npm': {
      const main = join(dirname(require.resolve(FRAMEWORK)), 'main.js');
      const root = join(dirname(main), '../..');
      const { version }: { version: string } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
      const program = join('node_modules', FRAMEWORK, relative(root, main));
      return { dependency: version, program, folders: [], files: [] };
    }
    default:
      throw new DeployableError(`${FRAMEWORK_VARIABLE} is "${chosen}" and must be bundled or npm`);
  }
}
