import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { bundle } from '../bundle.ts';
import { writeCodeCache } from '../code-cache.ts';
import { FRAMEWORK_CODE, FRAMEWORK_PROGRAM, writeFramework } from '../framework/write-framework.ts';
import { writeInstallStep } from './write-install-step.ts';

let built: string;

/** Makes a folder with the framework and a function, compiled here and installed elsewhere. */
beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), 'pilotlight-install-'));
  await writeFramework(built);
  await mkdir(join(built, 'src'));
  await writeFile(
    join(built, 'src/index.ts'),
    `export const answer = (request, response) => {
       if (request.body.data === 'fail') throw new TypeError('no engine');
       response.json({ result: 1 });
     };`,
  );
  await bundle({ entry: join(built, 'src/index.ts'), output: join(built, 'code/functions.js') });
  await writeCodeCache(
    { loader: join(built, 'index.cjs'), bundle: join(built, 'code/functions.js') },
    join(import.meta.dirname, '../exercise-functions.ts'),
  );
  await writeFile(join(built, 'package.json'), '{"main": "index.cjs"}');
  return () => rm(built, { recursive: true, force: true });
});

const write = (calls: readonly unknown[]) =>
  writeInstallStep(built, {
    program: FRAMEWORK_PROGRAM,
    folders: [FRAMEWORK_CODE, 'code'],
    exercise: { target: 'answer', calls },
  });

const install = () => promisify(execFile)(process.execPath, ['install.cjs'], { cwd: built });

async function compiledFiles(): Promise<string[]> {
  const folders = [FRAMEWORK_CODE, 'code'].map(async (folder) =>
    (await readdir(join(built, folder)))
      .filter((file) => file.endsWith('.cache'))
      .map((file) => join(built, folder, file)),
  );
  return (await Promise.all(folders)).flat();
}

/** Changes compiled code so that it looks like another V8's: intact, but with another version in its second word. */
async function asOfAnotherV8(): Promise<void> {
  for (const file of await compiledFiles()) {
    const content = await readFile(file);
    content.writeUInt32LE((content.readUInt32LE(4) ^ 0xffff) >>> 0, 4);
    content.writeUInt32LE(crc32(content.subarray(0, -4)), content.length - 4);
    await writeFile(file, content);
  }
}

async function refusedFiles(): Promise<string[]> {
  const refused: string[] = [];
  for (const file of await compiledFiles()) {
    const source = await readFile(file.replace(/cache$/, 'js'), 'latin1');
    const content = await readFile(file);
    const { cachedDataRejected } = new Script(source, { cachedData: content.subarray(0, -4) });
    const isWhole = crc32(content.subarray(0, -4)) === content.readUInt32LE(content.length - 4);
    if (cachedDataRejected !== false || !isWhole) refused.push(file);
  }
  return refused;
}

it('does nothing if V8 accepts the compiled code', async () => {
  await write(['any']);
  const before = await Promise.all((await compiledFiles()).map((file) => readFile(file)));
  expect(await install()).toEqual({ stdout: '', stderr: '' });
  expect(await Promise.all((await compiledFiles()).map((file) => readFile(file)))).toEqual(before);
});

it('compiles again if V8 refuses it', async () => {
  await write(['any']);
  await asOfAnotherV8();
  expect(await refusedFiles()).toHaveLength(2);
  const { stdout } = await install();
  expect(stdout).toMatch(
    /^compiled for Node\.js [\d.]+ \(V8 .*\): this folder was built with another one\n$/,
  );
  expect(await refusedFiles()).toEqual([]);
  expect((await install()).stdout).toBe('');
});

it('reports that it cannot compile, changes nothing, and does not fail', async () => {
  await write(['fail']);
  await asOfAnotherV8();
  const before = await Promise.all((await compiledFiles()).map((file) => readFile(file)));
  const { stdout } = await install();
  expect(stdout).toMatch(
    /^not compiled for Node\.js [\d.]+: each cold start compiles again \(.*'answer' answers/s,
  );
  expect(await Promise.all((await compiledFiles()).map((file) => readFile(file)))).toEqual(before);
});
