import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bundle } from '../bundle.ts';
import { writeCodeCache } from '../code-cache.ts';
import { adaptFramework } from './adapt-framework.ts';
import { DEFAULT_BOUNDS, type RequestBounds } from './body/request-bounds.ts';

/** The name by which Cloud Build looks for a codebase's own framework. */
export const FRAMEWORK = '@google-cloud/functions-framework';

/** Its place in a deployable folder. */
export const FRAMEWORK_FOLDER = 'functions-framework';

const LOADER = 'main.cjs';

/** The program that starts it. */
export const FRAMEWORK_PROGRAM = `${FRAMEWORK_FOLDER}/${LOADER}`;

const require = createRequire(import.meta.url);
const CODE = 'code';
const BUNDLE = `${CODE}/framework.js`;

/** The folder of its code. */
export const FRAMEWORK_CODE = `${FRAMEWORK_FOLDER}/${CODE}`;

/**
 * Writes the Functions Framework into a deployable folder: a package of its name and version, with one file and its
 * compiled code instead of 171 files of 72 packages. Finding, reading and compiling those takes a quarter of the cold
 * start of a plain hello world (`npm run bench:cold`), each time. It is the same program, started in the same way, for
 * a codebase whose main file is CommonJS and does not import the package itself. Only its request limits, refusals and
 * shutdown differ: see adapt-framework.ts.
 *
 * @param bounds limits of requests, where they differ from the default ones.
 *
 * @returns the files that it wrote, relative to the deployable folder.
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
