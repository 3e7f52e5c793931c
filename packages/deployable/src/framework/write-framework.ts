import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bundle } from '../bundle.ts';
import { writeCodeCache } from '../code-cache.ts';
import { adaptFramework } from './adapt-framework.ts';
import { DEFAULT_BOUNDS, type RequestBounds } from './body/request-bounds.ts';

/** The name by which Cloud Build looks for the framework that a codebase brings. */
export const FRAMEWORK = '@google-cloud/functions-framework';

/** Where it is, in a deployable folder. */
export const FRAMEWORK_FOLDER = 'functions-framework';

const LOADER = 'main.cjs';

/** What starts it there. */
export const FRAMEWORK_PROGRAM = `${FRAMEWORK_FOLDER}/${LOADER}`;

const require = createRequire(import.meta.url);
const CODE = 'code';
const BUNDLE = `${CODE}/framework.js`;

/** Where its code is there. */
export const FRAMEWORK_CODE = `${FRAMEWORK_FOLDER}/${CODE}`;

/**
 * Writes the Functions Framework into a deployable folder, as a package of its name and version that has one file and
 * its compiled code instead of 171 files of 72 packages. To find, read and compile those takes a quarter of the hello world that
 * everybody writes (`npm run bench:cold`), on each cold start. It is the same program, started in the same way,
 * for a codebase whose main file is CommonJS and asks nothing of the package itself; but what it lets through, how it
 * refuses the rest and how it ends are ours: see adapt-framework.ts.
 *
 * @param bounds what is let through, where that is other than usual.
 * @returns the files that it wrote, from the deployable folder.
 */
export async function writeFramework(output: string, bounds: Partial<RequestBounds> = {}): Promise<string[]> {
  const directory = join(output, FRAMEWORK_FOLDER);
  await mkdir(directory, { recursive: true });
  const main = join(dirname(require.resolve(FRAMEWORK)), 'main.js');
  const installed: { version: string; license: string; bin: Record<string, string> } = JSON.parse(
    await readFile(join(dirname(main), '../../package.json'), 'utf8'),
  );
  const { version, license } = installed;
  const bin = Object.fromEntries(Object.keys(installed.bin).map((name) => [name, LOADER]));
  const declared = { name: FRAMEWORK, version, license, bin };
  await writeFile(join(directory, 'package.json'), `${JSON.stringify(declared, undefined, 2)}\n`);

  const bundled = await bundle({
    entry: main,
    output: join(directory, BUNDLE),
    define: { REQUEST_BOUNDS: JSON.stringify({ ...DEFAULT_BOUNDS, ...bounds }) },
    plugins: [adaptFramework(main)],
  });
  const cached = await writeCodeCache(
    { loader: join(directory, LOADER), bundle: join(directory, BUNDLE) },
    join(import.meta.dirname, 'exercise-framework.ts'),
  );
  const code = [...bundled, ...cached].map((name) => join(CODE, name));
  return ['package.json', LOADER, ...code].map((name) => join(FRAMEWORK_FOLDER, name));
}
