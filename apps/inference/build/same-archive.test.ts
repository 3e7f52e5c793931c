import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { digestOf } from '@pilotlight/model-runtime/store';

/** `BUILDS=10 npx vitest run build/same-archive.test.ts` makes more builds. */
const BUILDS = Number(process.env['BUILDS'] ?? 2);
const BUILD_MS = 60_000;
const SCRIPT = join(import.meta.dirname, 'main.ts');

/** Returns the digest and mode of each file to upload. */
async function digests(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  return Object.fromEntries(
    await Promise.all(
      files.map(async ({ parentPath, name }) => {
        const path = join(parentPath, name);
        const { mode } = await stat(path);
        return [relative(folder, path), `${mode.toString(8)} ${digestOf(await readFile(path))}`] as const;
      }),
    ),
  );
}

/** Starts a build and kills only it after some time. */
async function killInTheMiddle(options: readonly string[], afterMs: number): Promise<void> {
  const build = spawn(process.execPath, [SCRIPT, ...options], { stdio: 'ignore' });
  const ended = once(build, 'exit');
  await delay(afterMs);
  build.kill('SIGKILL');
  await ended;
}

it(
  'is the same byte by byte, even on a busy machine and after a killed build',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pilotlight-same-'));
    const hogs: ChildProcess[] = [];
    onTestFinished(async () => {
      for (const hog of hogs) hog.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    });
    const options = [`--output=${join(folder, 'dist')}`];
    const build = async () => {
      await promisify(execFile)(process.execPath, [SCRIPT, ...options]);
      return digests(join(folder, 'dist'));
    };

    const first = await build();
    expect(first).toHaveProperty(['code/functions.cache']);
    for (let n = 0; n < 3; n++) hogs.push(spawn(process.execPath, ['--eval', 'for (;;);']));
    for (let n = 1; n < BUILDS; n++) {
      await killInTheMiddle(options, 700 * n);
      expect(await build()).toEqual(first);
    }
  },
  BUILD_MS * BUILDS * 2,
);
