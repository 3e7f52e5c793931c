import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Where Node.js looks for compiled code, and adds what it compiles itself: not part of what is deployed. */
const CACHE_FOLDER = 'compile-cache';

/** Where what was compiled by the build is, for this version of Node.js and this kind of processor. */
const COMPILED_FOLDER = join('compiled', `${process.version}-${process.arch}`);

/**
 * What a process starts with: it has V8 read compiled code instead of compiling megabytes of script, which takes a
 * third of the time. Another version of Node.js, or another kind of processor, compiles as usual.
 *
 * Node.js looks in a folder that it names for the user as well, who is another one on the platform than where this was
 * built. So what is shipped is linked to where it is looked for.
 */
const LOADER = (bundle: string) => `'use strict';
const { readdirSync, symlinkSync } = require('node:fs');
const { enableCompileCache, getCompileCacheDir } = require('node:module');
const { join } = require('node:path');

enableCompileCache({ directory: join(__dirname, '${CACHE_FOLDER}'), portable: true });
try {
  const compiled = join(__dirname, 'compiled', process.version + '-' + process.arch);
  for (const entry of readdirSync(compiled)) symlinkSync(join(compiled, entry), join(getCompileCacheDir(), entry));
} catch {
  // Linked by an earlier process, compiled for another Node.js, or nothing may be written here.
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

  const [written = ''] = await readdir(cache);
  const entries = await readdir(join(cache, written));
  await mkdir(join(directory, COMPILED_FOLDER), { recursive: true });
  for (const entry of entries) {
    const compiled = join(directory, COMPILED_FOLDER, entry);
    await copyFile(join(cache, written, entry), compiled);
    // Node.js lets none but its user read it.
    await chmod(compiled, 0o644);
  }
  await rm(cache, { recursive: true });
  await writeFile(join(directory, loader), LOADER(bundle));
  return [loader, ...entries.map((entry) => join(COMPILED_FOLDER, entry))];
}
