import { execFile } from 'node:child_process';
import { chmod, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const CACHE_FOLDER = 'compile-cache';

/**
 * What a process starts with: it has V8 read compiled code from the cache instead of compiling megabytes of script,
 * which takes a third of the time. Another version of Node.js, or another kind of processor, makes nothing of the
 * cache and compiles as usual.
 *
 * Node.js looks in a folder that is named for its version, V8's flags and the user. The user is another one on the
 * platform than where this was built, so what was shipped is linked to where it is looked for.
 *
 * @param shipped the folder in the cache that was written by the build.
 */
const LOADER = (bundle: string, shipped: string) => `'use strict';
const { readdirSync, symlinkSync } = require('node:fs');
const { enableCompileCache, getCompileCacheDir } = require('node:module');
const { join } = require('node:path');

const cache = join(__dirname, '${CACHE_FOLDER}');
const shipped = join(cache, '${shipped}');
enableCompileCache({ directory: cache, portable: true });
const found = getCompileCacheDir();
if (found !== undefined && found !== shipped) {
  try {
    for (const entry of readdirSync(shipped)) symlinkSync(join(shipped, entry), join(found, entry));
  } catch {
    // Linked already, or nothing may be written here: then it is compiled as usual.
  }
}
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
  const script = `const { enableCompileCache, flushCompileCache } = require('node:module');
    enableCompileCache({ directory: ${JSON.stringify(cache)}, portable: true });
    const functions = require('./${bundle}');
    (async () => { ${exercise} })().then(() => flushCompileCache());`;
  await promisify(execFile)(process.execPath, ['--eval', script], { cwd: directory });
  const [shipped = ''] = await readdir(cache);
  await writeFile(join(directory, loader), LOADER(bundle, shipped));
  const entries = await readdir(join(cache, shipped));
  // Node.js lets none but its user read them.
  for (const entry of entries) await chmod(join(cache, shipped, entry), 0o644);
  return [loader, ...entries.map((entry) => join(CACHE_FOLDER, shipped, entry))];
}
