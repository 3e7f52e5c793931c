import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findUp } from './find-up.ts';
import { LOCKFILE } from './lockfile.ts';
import { DeployableError } from './deployable-error.ts';
import { STEADY_FLAGS } from './steady-flags.ts';

/** Begins the function that wraps a CommonJS module's source, with its five variables. */
export const PROLOGUE = '(function (exports, require, module, __filename, __dirname) {';
export const EPILOGUE = '\n})';

/** The major version of Node.js that a deployable folder needs. */
export const NODE_VERSION = '24';

/** The extension, in place of `.js`, of the file with the compiled code. */
export const CACHE_EXTENSION = '.cache';

/**
 * Returns the file that a process starts with. It gives V8 compiled code along with each file of the bundle: compiling
 * megabytes of script took a third of a cold start. V8 of another version, or on another kind of processor, refuses
 * that code and compiles as usual. V8 checks no more than that and crashes on damaged code: so the last four bytes are
 * a checksum, and code with a wrong one is not used. Node.js's own compile cache lacks functions that are first called
 * after the module is loaded, and so all the code that answers a call. The bundle is ASCII, and is read fastest as
 * Latin-1. An older Node.js would start, and then fail each call. At installation the scripts are read from it: see install/install-step.ts.
 */
const LOADER = (folder: string, entry: string) => `#!/usr/bin/env node
'use strict';
if (!(parseInt(process.versions.node) >= ${NODE_VERSION}))
  throw new Error('this folder needs Node.js ${NODE_VERSION} or newer, and this is ' + process.version + ': install Node.js ${NODE_VERSION}');
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

/** A bundle and its loader. */
export interface CachedBundle {
  /** The file to write, which Node.js starts. */
  loader: string;
  /** The file that it loads, in a folder beside it. The other files of that folder are loaded when they are needed. */
  bundle: string;
}

/**
 * The most times that the code is compiled, until two results are equal. Usually the first two are; V8 may learn
 * something new meanwhile.
 */
const MAX_TIMES = 5;

/**
 * Writes the loader of a bundle, and the compiled code that loading and using the bundle runs. The bytes are the same
 * for each build, so that a second deploy finds nothing changed.
 *
 * @param use a script that gets the bundle's path and a folder, and writes the compiled code there: see run-bundle.ts.
 *
 * @param input JSON that the script reads.
 *
 * @returns the names of the files with compiled code.
 *
 * @throws {DeployableError} if the script fails; its output is in the cause.
 */
export async function writeCodeCache(
  { loader, bundle }: CachedBundle,
  use: string,
  input: unknown = null,
): Promise<string[]> {
  const folder = dirname(bundle);
  // V8 knows a file only by its length. If the build stops here, an earlier build's code must not stay beside this one.
  for (const file of await readdir(folder)) {
    if (file.endsWith(CACHE_EXTENSION)) await rm(join(folder, file));
  }
  const compiled = await compileSteadily(() => compile({ bundle, use, input }));
  for (const [name, code] of compiled) await writeFile(join(folder, name), code);
  await writeFile(loader, LOADER(basename(folder), basename(bundle)));
  await chmod(loader, 0o755);
  return [...compiled.keys()];
}

/** The contents of the files with compiled code, by file name. */
type Compiled = ReadonlyMap<string, Buffer>;

/** Compiles until two results are equal; every result is valid, so the last one is used if no two are. */
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
  // Not in the folder itself: if this process is killed, the compiling process writes a moment longer.
  const scratch = await mkdtemp(join(tmpdir(), 'pilotlight-code-cache-'));
  try {
    const running = promisify(execFile)(process.execPath, [...STEADY_FLAGS, use, bundle, scratch], {
      cwd: dirname(bundle),
      // Packages that cannot be bundled are found from any folder.
      env: {
        ...process.env,
        NODE_PATH: join(await findUp(LOCKFILE, import.meta.dirname), 'node_modules'),
      },
      maxBuffer: 64 * 1024 * 1024,
    });
    running.child.stdin?.end(JSON.stringify(input));
    await running.catch((cause: unknown) => {
      throw new DeployableError(
        `${bundle} failed the calls that the build makes of it; its output is in the cause`,
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
