import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import getPort from 'get-port';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeFramework } from './write-framework.ts';

let output: string;
let files: string[];
beforeAll(async () => {
  output = await mkdtemp(join(tmpdir(), 'pilotlight-framework-'));
  files = await writeFramework(output);
});
afterAll(() => rm(output, { recursive: true, force: true }));

it('is a package with the framework’s name and version and without dependencies', async () => {
  expect(JSON.parse(await readFile(join(output, 'functions-framework/package.json'), 'utf8'))).toEqual({
    name: '@google-cloud/functions-framework',
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    license: 'Apache-2.0',
    bin: { 'functions-framework': 'main.cjs', 'functions-framework-nodejs': 'main.cjs' },
  });
  expect(files.toSorted()).toEqual([
    'functions-framework/code/framework.cache',
    'functions-framework/code/framework.js',
    'functions-framework/code/framework.js.LEGAL.txt',
    'functions-framework/main.cjs',
    'functions-framework/package.json',
  ]);
});

it('uses its compiled code wherever it is put', async () => {
  const script = `
    const { Script } = require('node:vm');
    const [source, cachedData] = ['js', 'cache'].map((end) => require('node:fs').readFileSync('code/framework.' + end));
    const bundle = new Script(String(source), { filename: 'any', cachedData: cachedData.subarray(0, -4) });
    console.log(bundle.cachedDataRejected);`;
  // Cloud Build starts Node.js with such an option, for the function's memory.
  const options = {
    cwd: join(output, 'functions-framework'),
    env: { NODE_OPTIONS: '--max-old-space-size=192' },
  };
  const { stdout } = await promisify(execFile)(process.execPath, ['--eval', script], options);
  expect(stdout.trim()).toBe('false');
});

it('serves the function of the folder that it starts in, by the command that its package names', async () => {
  const codebase = join(output, 'codebase');
  await mkdir(join(codebase, 'node_modules/.bin'), { recursive: true });
  await writeFile(join(codebase, 'package.json'), '{"main": "index.cjs"}');
  await writeFile(
    join(codebase, 'index.cjs'),
    `exports.answer = (request, response) =>
       response.json({ path: request.path, body: request.body, raw: request.rawBody.length });`,
  );
  const command = join(codebase, 'node_modules/.bin/functions-framework');
  await symlink(join(output, 'functions-framework/main.cjs'), command);
  expect((await stat(command)).mode & 0o111).toBe(0o111);

  const port = await getPort();
  const server = spawn(process.execPath, [command], {
    cwd: codebase,
    env: { FUNCTION_TARGET: 'answer', FUNCTION_SIGNATURE_TYPE: 'http', PORT: String(port) },
  });
  try {
    const ask = (body: string, type: string) =>
      fetch(`http://127.0.0.1:${port}/some/path`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
    while (!(await ask('', 'text/plain').catch(() => undefined))) await delay(20);
    expect(await (await ask('{"a":1}', 'application/json')).json()).toEqual({
      path: '/some/path',
      body: { a: 1 },
      raw: 7,
    });
    expect(await (await ask('a=1&b=2', 'application/x-www-form-urlencoded')).json()).toMatchObject({
      body: { a: '1', b: '2' },
    });
    expect((await fetch(`http://127.0.0.1:${port}/favicon.ico`)).status).toBe(404);

    // Refusals have the callable protocol's form, and no compressed body is read.
    const refusals = await Promise.all([
      ask('{"a":', 'application/json'),
      fetch(`http://127.0.0.1:${port}/%`, { method: 'POST' }),
      fetch(`http://127.0.0.1:${port}/`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
        body: gzipSync('{"a":1}'),
      }),
    ]);
    expect(refusals.map(({ status }) => status)).toEqual([400, 400, 415]);
    for (const refusal of refusals) {
      expect(refusal.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(await refusal.json()).toMatchObject({ error: { status: 'INVALID_ARGUMENT' } });
    }
  } finally {
    const ended = once(server, 'exit');
    server.kill();
    await ended;
  }
});
