// npm runs this where the folder is installed, for example on Cloud Build. V8 accepts compiled code only from the same
// V8: that of another Node.js 24, or of another kind of processor, refuses it. Then this compiles the code again, with
// the program that will run it. It is bundled with a folder as `install.cjs`, and needs nothing outside the folder.

import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

/** The contents of `install.json`: the program to start, and the calls to make of it, if any. */
interface Installed {
  program: string;
  /** Folders of code files, each with its compiled code beside it. */
  folders: readonly string[];
  exercise: { target: string; calls: readonly unknown[] } | null;
}

/** The longest time that a build may wait for it. */
const TIMEOUT_MS = 60_000;

const root = __dirname;
const { program, folders, exercise }: Installed = JSON.parse(
  readFileSync(join(root, 'install.json'), 'utf8'),
);

if (process.argv[2] === 'compile') void compile();
else install();

/** Installs, and never fails: code that is not compiled here is compiled as each process starts, which takes longer. */
function install(): void {
  // npm makes the files that it links executable, but Cloud Build runs a later upload with the links of an earlier one.
  chmodSync(join(root, program), 0o755);
  if (!exercise || folders.every(isAccepted)) return;
  const { node, v8 } = process.versions;
  try {
    execFileSync(process.execPath, [__filename, 'compile'], {
      timeout: TIMEOUT_MS,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    console.log(`compiled for Node.js ${node} (V8 ${v8}): this folder was built with another one`);
  } catch (error) {
    console.log(
      `not compiled for Node.js ${node}: each cold start compiles again (${String(error).slice(0, 2000)})`,
    );
  }
}

/** True if this V8 accepts the compiled code of a folder. One file is enough: the same V8 compiled them all. */
function isAccepted(folder: string): boolean {
  const compiled = readdirSync(join(root, folder)).find((file) => file.endsWith('.cache'));
  if (compiled === undefined) return true;
  const path = join(root, folder, compiled);
  const { cachedDataRejected } = new Script(readFileSync(path.replace(/cache$/, 'js'), 'latin1'), {
    cachedData: readFileSync(path).subarray(0, -4),
  });
  return cachedDataRejected === false;
}

/** Serves a function in this process as it will be served, calls it, and writes the code that V8 has compiled. */
async function compile(): Promise<void> {
  const scripts = new Map<string, Script>();
  // The folder's loaders register each file that they load here.
  Object.assign(globalThis, { pilotlightScripts: scripts });
  const { target, calls } = exercise ?? { target: '', calls: [] };
  const port = String(20_000 + (process.pid % 20_000));
  Object.assign(process.env, { FUNCTION_TARGET: target, FUNCTION_SOURCE: root, PORT: port });
  process.argv.length = 2;
  // oxlint-disable-next-line typescript/no-require-imports -- a path that is not known when this is bundled
  require(join(root, program));
  for (const data of calls) {
    let answer: Response | undefined;
    while (!answer) answer = await call(port, data);
    if (!answer.ok) throw new Error(`'${target}' answers ${await answer.text()}`);
    await answer.arrayBuffer();
  }
  for (const [file, script] of scripts) {
    const code = script.createCachedData();
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32LE(crc32(code));
    const into = file.replace(/js$/, 'cache');
    writeFileSync(`${into}.new`, Buffer.concat([code, checksum]));
    renameSync(`${into}.new`, into);
  }
  process.exit();
}

/** Calls the function; returns undefined if nothing listens yet. */
async function call(port: string, data: unknown): Promise<Response | undefined> {
  return fetch(`http://127.0.0.1:${port}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify({ data }),
  }).catch(() => undefined);
}
