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

/** The environment variable by which a build takes npm's Functions Framework instead of the file that is made of it. */
const FRAMEWORK_VARIABLE = 'PILOTLIGHT_FRAMEWORK';

const require = createRequire(import.meta.url);

/** A Functions Framework in a deployable folder. */
export interface DeployedFramework {
  /** The version, or the folder, that `package.json` depends on. */
  dependency: string;
  /** What starts it where the folder is installed. */
  program: string;
  /** Folders of its code that have compiled code beside it. */
  folders: readonly string[];
  /** The files that were written. */
  files: readonly string[];
}

/**
 * Provides the Functions Framework that a deployable folder is served by: one file with its compiled code, or npm's own where
 * the environment says so, should the platform ever refuse the file. The latter starts later, and has neither the gate nor
 * the orderly end of the former; requests are checked by the codebase itself then.
 *
 * @throws {DeployableError} where the environment names neither.
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
