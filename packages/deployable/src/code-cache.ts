import { execFile } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { DeployableError } from './deployable-error.ts';

/** What makes a CommonJS module's source a function of its five variables. */
export const PROLOGUE = '(function (exports, require, module, __filename, __dirname) {';
export const EPILOGUE = '})';

/**
 * What a process starts with: it gives V8 compiled code along with the bundle's source, instead of having megabytes of
 * script compiled, which took a third of a cold start. V8 of another version, or on another kind of processor, makes
 * nothing of it and compiles as usual. It checks no more than that, and falls over code that is damaged: so that is
 * checked here, and is left out where it is not what was built. Node.js's own compile cache holds no function that is
 * first called later than the module is loaded, and so nothing of what answers a call. The bundle is ASCII, which is
 * read fastest as Latin-1.
 */
const LOADER = (bundle: string, cache: string, checksum: number) => `#!/usr/bin/env node
'use strict';
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { constants, Script } = require('node:vm');
const { crc32 } = require('node:zlib');
const filename = join(__dirname, '${bundle}');
let cachedData;
try {
  const cache = readFileSync(join(__dirname, '${cache}'));
  if (crc32(cache) === ${checksum}) cachedData = cache;
} catch {}
const script = new Script('${PROLOGUE}' + readFileSync(filename, 'latin1') + '${EPILOGUE}', {
  filename,
  cachedData,
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
script.runInThisContext()(exports, require, module, filename, __dirname);
`;

/** A bundle and what loads it, all in one folder. */
export interface CachedBundle {
  directory: string;
  /** The file to write, which Node.js starts. */
  loader: string;
  /** The file that it loads: CommonJS, all ASCII. */
  bundle: string;
  /** The file to write with the compiled code. */
  cache: string;
}

/**
 * Writes the file that loads a bundle, and the compiled code of what loading it and using it run.
 *
 * @param use a script that is given the bundle's path and the cache's, and writes the latter: see run-bundle.ts.
 * @param input JSON that the script reads.
 * @returns the names of the files that it wrote.
 * @throws {DeployableError} where the script ends with an error; what it printed is in the cause.
 */
export async function writeCodeCache(
  { directory, loader, bundle, cache }: CachedBundle,
  use: string,
  input: unknown = null,
): Promise<string[]> {
  // V8 draws the seed of its hashes anew for each process, and leaves in gaps what other threads had there. Not so with
  // this flag: the same bundle has the same compiled code, and a second deploy finds nothing changed.
  const running = promisify(execFile)(
    process.execPath,
    ['--predictable', use, join(directory, bundle), join(directory, cache)],
    { cwd: directory, maxBuffer: 64 * 1024 * 1024 },
  );
  running.child.stdin?.end(JSON.stringify(input));
  try {
    await running;
  } catch (cause) {
    throw new DeployableError(
      `${join(directory, bundle)} does not do what its first callers will ask of it; what it printed stands below`,
      { cause },
    );
  }
  const checksum = crc32(await readFile(join(directory, cache)));
  await writeFile(join(directory, loader), LOADER(bundle, cache, checksum));
  await chmod(join(directory, loader), 0o755);
  return [loader, cache];
}
