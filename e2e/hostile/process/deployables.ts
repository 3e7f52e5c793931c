import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from '@pilotlight/local-platform';
import { removeAtExit } from './at-exit.ts';

const run = promisify(execFile);

/** A deployable folder, as it would be uploaded. */
export interface Deployable extends AsyncDisposable {
  directory: string;
}

/** Builds the repository's own model, in a function of at least this size. */
export function buildDigits(memoryMiB: number): Promise<Deployable> {
  return build(async (models) => {
    await cp(join(REPOSITORY, 'models/digits/2'), join(models, 'digits/2'), { recursive: true });
    await ask(join(models, 'digits/2'), memoryMiB);
  });
}

/** Builds a small network that takes encoded images, in a function of at least this size. */
export function buildPictures(memoryMiB: number): Promise<Deployable> {
  return build(async (models) => {
    await addPictures(models);
    await ask(join(models, 'pictures/1'), memoryMiB);
  });
}

/** Builds both of these, and the same network on the other engine as `graph`. */
export function buildAll(): Promise<Deployable> {
  return build(async (models) => {
    await cp(join(REPOSITORY, 'models/digits/2'), join(models, 'digits/2'), { recursive: true });
    await addPictures(models);
    await add('tfjs-graph', ['--name=graph', `--models=${models}`]);
  });
}

function addPictures(models: string): Promise<void> {
  return add('float.tflite', ['--name=pictures', '--pixels=0..1', `--models=${models}`]);
}

async function add(fixture: string, options: readonly string[]): Promise<void> {
  const path = join(REPOSITORY, 'packages/model-runtime/fixtures/conv', fixture);
  const command = join(REPOSITORY, 'packages/cli/bin/pilotlight.js');
  await run(process.execPath, [command, 'add', path, ...options], { cwd: REPOSITORY });
}

async function ask(model: string, memoryMiB: number): Promise<void> {
  const file = join(model, 'manifest.json');
  const manifest: object = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...manifest, memoryMiB }));
}

async function build(addModels: (models: string) => Promise<void>): Promise<Deployable> {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-hostile-'));
  const atExit = removeAtExit(folder);
  const remove = async () => {
    await rm(folder, { recursive: true, force: true });
    atExit[Symbol.dispose]();
  };
  try {
    const [models, directory] = [join(folder, 'models'), join(folder, 'dist')];
    await mkdir(models);
    await addModels(models);
    await run(process.execPath, ['build/main.ts', `--models=${models}`, `--output=${directory}`], {
      cwd: join(REPOSITORY, 'apps/inference'),
      env: { ...process.env, PATH: `${join(REPOSITORY, 'node_modules/.bin')}:${process.env['PATH']}` },
    });
    return { directory, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
