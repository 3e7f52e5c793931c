import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findUp } from './find-up.ts';
import { LOCKFILE } from './lockfile.ts';
import { DeployableError } from './deployable-error.ts';
import { STEADY_FLAGS } from './steady-flags.ts';

/** What makes a CommonJS module's source a function of its five variables; its last line may be a comment. */
export const PROLOGUE = '(function (exports, require, module, __filename, __dirname) {';
export const EPILOGUE = '\n})';

/** What stands in place of `.js` in the name of the file with the compiled code. */
export const CACHE_EXTENSION = '.cache';

/**
 * What a process starts with: it gives V8 compiled code along with each file of the bundle, instead of having megabytes
 * of script compiled, which took a third of a cold start. V8 of another version, or on another kind of processor, makes
 * nothing of it and compiles as usual. It checks no more than that, and falls over code that is damaged: so the last four
 * bytes are a checksum, and code that does not have it is left out. Node.js's own compile cache holds no function that is
 * first called later than the module is loaded, and so nothing of what answers a call. The bundle is ASCII, which is
 * read fastest as Latin-1. Where the folder is installed, the scripts are asked for: see install/install-step.ts.
 */
const LOADER = (folder: string, entry: string) => `#!/usr/bin/env node
'use strict';
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { constants, Script } = require('node:vm');
const { crc32 } = require('node:zlib');
const modules = new Map();
function load(file) {
  const loaded = modules.get(file);
  if (loaded) return loaded.exports;
  const module = { exports: {} };
  modules.set(file, module);
  const filename = join(__dirname, '${folder}', file);
  const script = new Script(readFileSync(filename, 'latin1'), {
    filename,
    cachedData: readCompiled(filename.replace(/js$/, 'cache')),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  globalThis.pilotlightScripts?.set(filename, script);
  script.runInThisContext()(module.exports, requireOwn, module, filename, __dirname);
  return module.exports;
}
function readCompiled(file) {
  try {
    const compiled = readFileSync(file);
    const length = compiled.length - 4;
    const code = compiled.subarray(0, length);
    if (crc32(code) === compiled.readUInt32LE(length)) return code;
  } catch {}
}
const requireOwn = Object.assign((id) => (id.startsWith('./') ? load(id.slice(2)) : require(id)), require);
module.exports = load('${entry}');
`;

/** A bundle and what loads it. */
export interface CachedBundle {
  /** The file to write, which Node.js starts. */
  loader: string;
  /** The file that it loads, in a folder beside it; the others that are in that folder are loaded when they are asked for. */
  bundle: string;
}

/** How often the code is compiled at most until two times give the same. Two do, unless V8 learns something new. */
const MAX_TIMES = 5;

/**
 * Writes the file that loads a bundle, and the compiled code of what loading it and using it run: the same, byte by byte,
 * whenever it is built, so that a second deploy finds nothing changed.
 *
 * @param use a script that is given the bundle's path and a folder, and writes the compiled code there: see run-bundle.ts.
 * @param input JSON that the script reads.
 * @returns the names of the files with compiled code.
 * @throws {DeployableError} where the script ends with an error; what it printed is in the cause.
 */
export async function writeCodeCache(
  { loader, bundle }: CachedBundle,
  use: string,
  input: unknown = null,
): Promise<string[]> {
  const folder = dirname(bundle);
  // V8 knows a file by its length only: where the build ends here, an earlier one's code must not go with this one.
  for (const file of await readdir(folder)) {
    if (file.endsWith(CACHE_EXTENSION)) await rm(join(folder, file));
  }
  const compiled = await compileSteadily(() => compile({ bundle, use, input }));
  for (const [name, code] of compiled) await writeFile(join(folder, name), code);
  await writeFile(loader, LOADER(basename(folder), basename(bundle)));
  await chmod(loader, 0o755);
  return [...compiled.keys()];
}

/** The files with compiled code, by name. */
type Compiled = ReadonlyMap<string, Buffer>;

/** Compiles until two times have given the same; any of them is right, so the last one is where none have. */
async function compileSteadily(compileOnce: () => Promise<Compiled>): Promise<Compiled> {
  const before: Compiled[] = [];
  for (;;) {
    const compiled = await compileOnce();
    if (before.some((one) => areSame(one, compiled)) || before.length === MAX_TIMES - 1) return compiled;
    before.push(compiled);
  }
}

function areSame(one: Compiled, other: Compiled): boolean {
  return one.size === other.size && [...one].every(([name, code]) => other.get(name)?.equals(code) === true);
}

interface Compilation {
  bundle: string;
  use: string;
  input: unknown;
}

async function compile({ bundle, use, input }: Compilation): Promise<Compiled> {
  // Not in the folder itself: where this process is killed, the one that compiles writes a moment longer.
  const scratch = await mkdtemp(join(tmpdir(), 'pilotlight-code-cache-'));
  try {
    const running = promisify(execFile)(process.execPath, [...STEADY_FLAGS, use, bundle, scratch], {
      cwd: dirname(bundle),
      // What cannot be bundled is found from any folder.
      env: {
        ...process.env,
        NODE_PATH: join(await findUp(LOCKFILE, import.meta.dirname), 'node_modules'),
      },
      maxBuffer: 64 * 1024 * 1024,
    });
    running.child.stdin?.end(JSON.stringify(input));
    await running.catch((cause: unknown) => {
      throw new DeployableError(
        `${bundle} does not do what its first callers will ask of it; what it printed stands below`,
        { cause },
      );
    });
    const names = (await readdir(scratch)).toSorted();
    return new Map(
      await Promise.all(names.map(async (name) => [name, await readFile(join(scratch, name))] as const)),
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
