import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from '@pilotlight/local-platform';

const run = promisify(execFile);

/** A deployable folder, as it would be uploaded. */
export interface Deployable extends AsyncDisposable {
  directory: string;
}

/** The model that the repository ships, in a function of at least this size. */
export function buildDigits(memoryMiB: number): Promise<Deployable> {
  return build(async (models) => {
    await cp(join(REPOSITORY, 'models/digits/2'), join(models, 'digits/2'), { recursive: true });
    await ask(join(models, 'digits/2'), memoryMiB);
  });
}

/** A small network that takes encoded images, in a function of at least this size. */
export function buildPictures(memoryMiB: number): Promise<Deployable> {
  return build(async (models) => {
    const fixture = join(REPOSITORY, 'packages/model-runtime/fixtures/conv/float.tflite');
    const command = join(REPOSITORY, 'packages/cli/bin/pilotlight.js');
    const options = ['--name=pictures', '--pixels=0..1', `--models=${models}`];
    await run(process.execPath, [command, 'add', fixture, ...options], { cwd: REPOSITORY });
    await ask(join(models, 'pictures/1'), memoryMiB);
  });
}

async function ask(model: string, memoryMiB: number): Promise<void> {
  const file = join(model, 'manifest.json');
  const manifest: object = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...manifest, memoryMiB }));
}

async function build(addModels: (models: string) => Promise<void>): Promise<Deployable> {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-hostile-'));
  const remove = () => rm(folder, { recursive: true, force: true });
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
