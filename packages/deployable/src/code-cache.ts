import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { DeployableError } from './deployable-error.ts';
import { STEADY_FLAGS } from './steady-flags.ts';

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

/** How often the code is compiled at most until two times give the same. Two do, unless V8 learns something new. */
const MAX_TIMES = 5;

/**
 * Writes the file that loads a bundle, and the compiled code of what loading it and using it run: the same, byte by byte,
 * whenever it is built, so that a second deploy finds nothing changed.
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
  // Not in the folder itself: where this process is killed, the one that compiles writes a moment longer.
  const scratch = await mkdtemp(join(tmpdir(), 'pilotlight-code-cache-'));
  try {
    const compiled = await compileSteadily(() =>
      compile({ bundle: join(directory, bundle), cache: join(scratch, cache), use, input }),
    );
    await writeFile(join(directory, cache), compiled);
    await writeFile(join(directory, loader), LOADER(bundle, cache, crc32(compiled)));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  await chmod(join(directory, loader), 0o755);
  return [loader, cache];
}

/** Compiles until two times have given the same; any of them is right, so the last one is where none have. */
async function compileSteadily(compileOnce: () => Promise<Buffer>): Promise<Buffer> {
  const before: Buffer[] = [];
  for (;;) {
    const compiled = await compileOnce();
    if (before.some((one) => one.equals(compiled)) || before.length === MAX_TIMES - 1) return compiled;
    before.push(compiled);
  }
}

interface Compilation {
  bundle: string;
  cache: string;
  use: string;
  input: unknown;
}

async function compile({ bundle, cache, use, input }: Compilation): Promise<Buffer> {
  const running = promisify(execFile)(process.execPath, [...STEADY_FLAGS, use, bundle, cache], {
    cwd: dirname(bundle),
    maxBuffer: 64 * 1024 * 1024,
  });
  running.child.stdin?.end(JSON.stringify(input));
  try {
    await running;
  } catch (cause) {
    throw new DeployableError(
      `${bundle} does not do what its first callers will ask of it; what it printed stands below`,
      { cause },
    );
  }
  return readFile(cache);
}
