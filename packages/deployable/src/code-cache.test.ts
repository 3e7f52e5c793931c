import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EPILOGUE, PROLOGUE, writeCodeCache } from './code-cache.ts';
import { DeployableError } from './deployable-error.ts';

let directory: string;
const code = (file: string) => join(directory, 'code', file);
const cache = () => code('functions.cache');

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pilotlight-code-cache-'));
  await mkdir(code(''));
  await writeBundle(
    'functions.js',
    `exports.slow = (n) => (n < 2 ? n : exports.slow(n - 1) + exports.slow(n - 2));
     exports.where = __filename;
     exports.later = () => import('node:path');
     exports.rest = () => require('./rest.js').rest;`,
  );
  await writeBundle('rest.js', `exports.rest = 'the rest, of ' + require('./functions.js').slow(9);`);
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const writeBundle = (file: string, module: string) =>
  writeFile(code(file), `${PROLOGUE}${module}${EPILOGUE}`);

const write = () =>
  writeCodeCache(
    { loader: join(directory, 'index.cjs'), bundle: code('functions.js') },
    join(import.meta.dirname, 'exercise-functions.ts'),
  );

/** Loads the files in a separate process. */
async function load(use: string): Promise<{ stdout: string; stderr: string }> {
  const script = `const { slow, where, later, rest } = require('./index.cjs'); ${use}`;
  return promisify(execFile)(process.execPath, ['--eval', script], { cwd: directory });
}
const USE = `console.log(slow(9), require('node:path').basename(where))`;

it('writes a loader and the compiled code of every file', async () => {
  expect(await write()).toEqual(['functions.cache', 'rest.cache']);
  expect((await readFile(cache())).length).toBeGreaterThan(100);
  expect(await load(USE)).toEqual({ stdout: '34 functions.js\n', stderr: '' });
});

it('refuses an older Node.js at the start, and says which one it needs', async () => {
  await write();
  const script = `Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } }); require('./index.cjs')`;
  await expect(
    promisify(execFile)(process.execPath, ['--eval', script], { cwd: directory }),
  ).rejects.toMatchObject({ stderr: expect.stringMatching(/needs Node\.js 24 or newer, and this is v/) });
});

it('lets the bundle import modules from outside it', async () => {
  await write();
  const { stdout } = await load('later().then(({ sep }) => console.log(typeof sep))');
  expect(stdout).toBe('string\n');
});

it('loads another file of the bundle when it is first needed, once', async () => {
  await write();
  await writeFile(code('rest.js'), `console.log('loaded'); ${await readFile(code('rest.js'), 'utf8')}`);
  const { stdout } = await load(`console.log('begun'); rest(); console.log(rest())`);
  expect(stdout).toBe('begun\nloaded\nthe rest, of 34\n');
});

it('removes the compiled code of files that no longer exist', async () => {
  await writeFile(code('gone-1.cache'), 'of something else');
  await write();
  await expect(readFile(code('gone-1.cache'))).rejects.toThrow('ENOENT');
});

it('fails if the bundle fails while it is exercised', async () => {
  await writeBundle('functions.js', `throw new TypeError('no engine');`);
  const failed = write();
  await expect(failed).rejects.toThrow(DeployableError);
  await expect(failed).rejects.toMatchObject({ cause: { stderr: expect.stringContaining('no engine') } });
});

const cut = (length: number) => async () => writeFile(cache(), (await readFile(cache())).subarray(0, length));

it.each([
  ['is missing', () => rm(cache())],
  ['is empty', cut(0)],
  ['is as long as a checksum', cut(4)],
  ['is cut within its first word', cut(3)],
  ['is cut within its head', cut(12)],
  ['is cut short', cut(-8)],
  [
    'is damaged in the middle',
    async () => {
      const content = await readFile(cache());
      for (let at = content.length / 2; at < content.length / 2 + 64; at++)
        content[Math.floor(at)] = 0x55 ^ (content[Math.floor(at)] ?? 0);
      await writeFile(cache(), content);
    },
  ],
  ['is other data', () => writeFile(cache(), Buffer.alloc(4096, 'something else'))],
  [
    'is from another V8',
    async () => {
      const content = await readFile(cache());
      // One word each: magic number, version, source, flags (V8, `src/snapshot/code-serializer.h`).
      content.writeUInt32LE((content.readUInt32LE(4) ^ 0xffff) >>> 0, 4);
      // Its checksum is right, so it reaches V8.
      content.writeUInt32LE(crc32(content.subarray(0, -4)), content.length - 4);
      await writeFile(cache(), content);
    },
  ],
])('still loads where the compiled code %s, and prints nothing', async (_, damage) => {
  await write();
  await damage();
  expect(await load(USE)).toEqual({ stdout: '34 functions.js\n', stderr: '' });
});

it('names the bundle if it is missing', async () => {
  await write();
  await rm(code('functions.js'));
  await expect(load(USE)).rejects.toMatchObject({ stderr: expect.stringContaining('functions.js') });
});
