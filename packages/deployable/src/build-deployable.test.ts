import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { lockBeside, withLock } from '@pilotlight/command-line/lock';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { buildDeployable } from './build-deployable.ts';

let packageDirectory: string;

beforeEach(async () => {
  // Inside the workspace, so that its imports resolve as an app's do.
  const dist = join(import.meta.dirname, '../dist');
  await mkdir(dist, { recursive: true });
  packageDirectory = await mkdtemp(join(dist, 'codebase-'));
  await mkdir(join(packageDirectory, 'src'));
  await writeFile(
    join(packageDirectory, 'package.json'),
    JSON.stringify({
      name: '@pilotlight/any',
      version: '1.2.3',
      dependencies: {
        '@pilotlight/protocol': '0.1.0',
        'firebase-admin': '14.5.1',
        'firebase-functions': '7.4.0',
      },
    }),
  );
  await writeFile(
    join(packageDirectory, 'src/index.ts'),
    `import { onSchedule } from 'firebase-functions/scheduler';
     import { readFileSync } from 'node:fs';
     import { join, relative } from 'node:path';
     export const text: string = readFileSync(join(import.meta.dirname, 'data/text.txt'), 'utf8');
     export const tick = onSchedule('every 5 minutes', () => undefined);`,
  );
  await writeFile(join(packageDirectory, 'text.txt'), 'hello');
});
afterEach(() => rm(packageDirectory, { recursive: true, force: true }));

const read = (file: string) => readFile(join(packageDirectory, 'dist', file), 'utf8');

const build = () =>
  buildDeployable({
    packageDirectory,
    files: [{ from: join(packageDirectory, 'text.txt'), to: 'data/text.txt' }],
    names: { tick: 'tock' },
  });

it('makes a folder that runs without anything beside it', async () => {
  await build();
  const alone = await mkdtemp(join(tmpdir(), 'pilotlight-deployable-'));
  try {
    await cp(join(packageDirectory, 'dist'), alone, { recursive: true });
    const script = `const { text, tick } = require('.'); console.log(text, typeof tick.run)`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--eval', script], { cwd: alone });
    expect(stdout.trim()).toBe('hello function');
  } finally {
    await rm(alone, { recursive: true });
  }
});

it('compiles what a first call runs, and V8 accepts it wherever the folder is put', async () => {
  await writeFile(
    join(packageDirectory, 'src/index.ts'),
    `import { onRequest } from 'firebase-functions/https';
     export const slow = (n: number): number => (n < 2 ? n : slow(n - 1) + slow(n - 2));
     export const answer = onRequest((request, response) => void response.send(String(slow(request.body.data))));`,
  );
  await buildDeployable({ packageDirectory, exercise: { target: 'answer', calls: [5] } });
  const alone = await mkdtemp(join(tmpdir(), 'pilotlight-deployable-'));
  try {
    await cp(join(packageDirectory, 'dist'), alone, { recursive: true });
    const script = `
      const { Script } = require('node:vm');
      const [source, cachedData] = ['js', 'cache'].map((end) => require('node:fs').readFileSync('code/functions.' + end));
      const bundle = new Script(String(source), { filename: 'any', cachedData: cachedData.subarray(0, -4) });
      console.log(bundle.cachedDataRejected, require('.').slow(9));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--eval', script], { cwd: alone });
    expect(stdout.trim()).toBe('false 34');
  } finally {
    await rm(alone, { recursive: true });
  }
});

it('builds the same bytes at any time and in any place', async () => {
  const built: Record<string, Buffer>[] = [];
  for (const name of ['here', 'there']) {
    const elsewhere = join(packageDirectory, name);
    const left = join(elsewhere, 'src/left.ts');
    await mkdir(join(elsewhere, 'src'), { recursive: true });
    await cp(join(packageDirectory, 'package.json'), join(elsewhere, 'package.json'));
    await writeFile(left, `export const weight = 'a ton';`);
    await writeFile(
      join(elsewhere, 'src/index.ts'),
      `import { onRequest } from 'firebase-functions/https';
       export const left = () => import('./left.ts');
       export const answer = onRequest((request, response) => void response.send(String(request.body.data)));`,
    );
    await buildDeployable({
      packageDirectory: elsewhere,
      without: [left],
      exercise: { target: 'answer', calls: [5] },
    });
    const dist = join(elsewhere, 'dist');
    const entries = await readdir(dist, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map(async (file) => [relative(dist, file), await readFile(file)] as const);
    built.push(Object.fromEntries(await Promise.all(files)));
  }
  expect(built[0]).toHaveProperty(['code/functions.cache']);
  expect(built[0]).toHaveProperty(['functions-framework/code/framework.cache']);
  expect(built[0]).toEqual(built[1]);
});

it('lists its functions and its Node.js version, and installs only the framework that serves it', async () => {
  await build();
  expect(JSON.parse(await read('package.json'))).toEqual({
    name: '@pilotlight/any',
    version: '1.2.3',
    private: true,
    main: 'index.cjs',
    engines: { node: '24' },
    scripts: { start: 'functions-framework', postinstall: 'node install.cjs' },
    dependencies: { '@google-cloud/functions-framework': 'file:functions-framework' },
    devDependencies: { 'firebase-admin': '14.5.1', 'firebase-functions': '7.4.0' },
  });
  expect(JSON.parse(await read('functions.yaml'))).toMatchObject({
    endpoints: {
      tock: { entryPoint: 'tick', platform: 'gcfv2', scheduleTrigger: { schedule: 'every 5 minutes' } },
    },
  });
});

it('starts when it is installed with the links of an earlier upload, as Cloud Build does', async () => {
  await build();
  const alone = await mkdtemp(join(tmpdir(), 'pilotlight-deployable-'));
  try {
    await cp(join(packageDirectory, 'dist'), alone, { recursive: true });
    const npm = (...args: string[]) =>
      promisify(execFile)('npm', [...args, '--quiet', '--no-audit', '--no-fund', '--omit=dev', '--offline'], {
        cwd: alone,
        // This repository forbids npm to run scripts; the platform does not.
        env: { ...process.env, npm_config_ignore_scripts: 'false' },
        shell: process.platform === 'win32',
      });
    await npm('ci');
    const program = join(alone, 'node_modules/.bin/functions-framework');
    await chmod(program, 0o644);
    await npm('install');
    expect((await stat(program)).mode & 0o111).toBe(0o111);
  } finally {
    await rm(alone, { recursive: true });
  }
});

it('leaves out what this deployment does not need, and lets the platform install what cannot be bundled', async () => {
  const heavy = join(packageDirectory, 'src/heavy.ts');
  await writeFile(heavy, `export const weight = 'a thousand tons';`);
  await writeFile(
    join(packageDirectory, 'src/index.ts'),
    `declare const SIZE: string;
     export const size = SIZE;
     export const heavy = () => import('./heavy.ts');
     export const native = () => import('@tensorflow/tfjs-node');`,
  );
  await buildDeployable({
    packageDirectory,
    without: [heavy],
    define: { SIZE: '"512MiB"' },
    dependencies: { '@tensorflow/tfjs-node': '4.22.0' },
  });
  const files = await readdir(join(packageDirectory, 'dist/code'));
  const code = await Promise.all(files.map((file) => read(join('code', file))));
  expect(code.join('')).not.toContain('a thousand tons');
  expect(code.join('')).toContain('512MiB');
  expect(JSON.parse(await read('package.json'))).toMatchObject({
    dependencies: { '@tensorflow/tfjs-node': '4.22.0' },
  });
});

it('puts nothing that is loaded later into its first file', async () => {
  await writeFile(join(packageDirectory, 'src/heavy.ts'), `export const weight = 'a thousand tons';`);
  await writeFile(
    join(packageDirectory, 'src/index.ts'),
    `import { getAuth } from 'firebase-admin/auth';
     import { onRequest } from 'firebase-functions/https';
     const weigh = async () => (await import('./heavy.ts')).weight;
     export const check = () => [getAuth, getAuth].map((get) => get.name).join();
     export const answer = onRequest(async (_, response) => void response.send(await weigh()));`,
  );
  await buildDeployable({ packageDirectory, exercise: { target: 'answer', calls: [5] } });
  const first = await read('code/functions.js');
  expect(first).not.toContain('a thousand tons');
  // The part of Google's own library that firebase-admin has.
  expect(first).not.toContain('metadata.google.internal');
  expect(first.length).toBeLessThan(200_000);
  const script = `console.log(require('.').check())`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--eval', script], {
    cwd: join(packageDirectory, 'dist'),
  });
  expect(stdout.trim()).toBe('getAuth,getAuth');
});

it('overwrites files in place, because the emulator reloads only then, and removes those of an earlier build', async () => {
  await build();
  const bundle = join(packageDirectory, 'dist/code/functions.js');
  const { ino } = await stat(bundle);
  await writeFile(join(packageDirectory, 'dist/data/old.txt'), 'old');
  await build();
  expect((await stat(bundle)).ino).toBe(ino);
  expect(await readdir(join(packageDirectory, 'dist/data'))).toEqual(['text.txt']);
});

it('allows one build at a time', async () => {
  const dist = join(packageDirectory, 'dist');
  await withLock({ lock: lockBeside(dist), what: dist }, async () => {
    await expect(build()).rejects.toThrow(
      `${dist} is being written by another command (process ${process.pid})`,
    );
  });
});

it('uses npm’s Functions Framework if the environment says so, and refuses an unknown name', async () => {
  vi.stubEnv('PILOTLIGHT_FRAMEWORK', 'npm');
  onTestFinished(() => void vi.unstubAllEnvs());
  await build();
  const { dependencies } = JSON.parse(await read('package.json'));
  expect(dependencies).toEqual({
    '@google-cloud/functions-framework': expect.stringMatching(/^\d+\.\d+\.\d+$/),
  });
  const { packages } = JSON.parse(await read('package-lock.json'));
  expect(packages['node_modules/@google-cloud/functions-framework']).toEqual(
    expect.objectContaining({ version: dependencies['@google-cloud/functions-framework'] }),
  );
  expect(await readdir(join(packageDirectory, 'dist'))).not.toContain('functions-framework');
  vi.stubEnv('PILOTLIGHT_FRAMEWORK', 'none');
  await expect(build()).rejects.toThrow('PILOTLIGHT_FRAMEWORK is "none" and must be bundled or npm');
});
