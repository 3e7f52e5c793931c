import { execFile } from 'node:child_process';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const CACHE_FOLDER = 'compile-cache';

/**
 * What a process starts with: it has V8 read compiled code from the cache instead of compiling megabytes of script,
 * which takes a third of the time. Another version of Node.js, or another kind of processor, makes nothing of the
 * cache and compiles as usual.
 */
const LOADER = (bundle: string) => `'use strict';
const { enableCompileCache } = require('node:module');
enableCompileCache({ directory: require('node:path').join(__dirname, '${CACHE_FOLDER}'), portable: true });
module.exports = require('./${bundle}');
`;

/**
 * Writes the file that loads the bundle, and the compiled code of what loading and `exercise` run.
 *
 * @param exercise JavaScript that does, with the bundle's exports as `functions`, what a first call will; it may await.
 * @returns the files that it wrote, as paths within `directory`.
 */
export async function writeCompileCache({
  directory,
  loader,
  bundle,
  exercise,
}: {
  directory: string;
  loader: string;
  bundle: string;
  exercise: string;
}): Promise<string[]> {
  const cache = join(directory, CACHE_FOLDER);
  await rm(cache, { recursive: true, force: true });
  await writeFile(join(directory, loader), LOADER(bundle));
  const script = `const functions = require('./${loader}');
    (async () => { ${exercise} })().then(() => require('node:module').flushCompileCache());`;
  await promisify(execFile)(process.execPath, ['--eval', script], { cwd: directory });
  const written = await readdir(cache, { recursive: true, withFileTypes: true });
  return [
    loader,
    ...written
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(directory.length + 1)),
  ];
}
