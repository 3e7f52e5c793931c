import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildDeployable } from './build-deployable.ts';

let packageDirectory: string;

beforeEach(async () => {
  // Inside the workspace, where its imports resolve as an app's do.
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
     import { join } from 'node:path';
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
  });

it('makes a folder that runs where nothing else is', async () => {
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

it('says what it declares and what it runs on, and asks for nothing to be installed', async () => {
  await build();
  expect(JSON.parse(await read('package.json'))).toEqual({
    name: '@pilotlight/any',
    version: '1.2.3',
    private: true,
    main: 'index.js',
    engines: { node: '24' },
    devDependencies: { 'firebase-admin': '14.5.1', 'firebase-functions': '7.4.0' },
  });
  expect(JSON.parse(await read('functions.yaml'))).toMatchObject({
    endpoints: { tick: { platform: 'gcfv2', scheduleTrigger: { schedule: 'every 5 minutes' } } },
  });
});

it('overwrites files in place, as the emulator reloads only then, and removes those of an earlier build', async () => {
  await build();
  const bundle = join(packageDirectory, 'dist/index.js');
  const { ino } = await stat(bundle);
  await writeFile(join(packageDirectory, 'dist/data/old.txt'), 'old');
  await build();
  expect((await stat(bundle)).ino).toBe(ino);
  expect(await readdir(join(packageDirectory, 'dist/data'))).toEqual(['text.txt']);
});
