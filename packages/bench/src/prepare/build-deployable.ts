import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { FUNCTIONS_MANIFEST_FILE } from '@pilotlight/deployable/functions-manifest';
import { readCodebase, REPOSITORY } from '@pilotlight/local-platform';
import { runTool } from './run-tool.ts';

/** `predict` as it would be deployed with given models. */
export interface Deployable {
  directory: string;
  env: NodeJS.ProcessEnv;
  /** Memory that it requests from the platform, in MiB. */
  functionMiB: number;
}

/** Makes a folder in which built or copied code finds the packages that cannot be bundled. */
export async function prepareScratch(scratch: string): Promise<void> {
  await symlink(join(REPOSITORY, 'node_modules'), join(scratch, 'node_modules'), 'junction');
}

/**
 * Builds `predict` with the models of a folder, as `npm run build` does with those of the repository.
 *
 * @param repository checkout to build, with its packages installed.
 */
export async function buildDeployable(
  models: string,
  output: string,
  repository = REPOSITORY,
): Promise<Deployable> {
  await runTool(process.execPath, ['build/main.ts', '--models', models, '--output', output], {
    cwd: join(repository, 'apps/inference'),
    env: {
      ...process.env,
      PATH: [join(repository, 'node_modules/.bin'), process.env['PATH']].join(delimiter),
    },
  });
  const declared = JSON.parse(await readFile(join(output, FUNCTIONS_MANIFEST_FILE), 'utf8'));
  return {
    ...(await readCodebase('inference')),
    directory: output,
    functionMiB: declared.endpoints.predict.availableMemoryMb,
  };
}

/** Adds one model with `pilotlight add`, and builds `predict` with it. */
export async function addAndBuild({
  name,
  path,
  options = [],
  scratch,
  repository = REPOSITORY,
}: {
  name: string;
  path: string;
  /** Further options of `pilotlight add`. */
  options?: readonly string[];
  /** See {@link prepareScratch}. */
  scratch: string;
  /** Checkout with the command that adds the model and the code to build. */
  repository?: string;
}): Promise<Deployable> {
  const models = join(scratch, name, 'models');
  await mkdir(models, { recursive: true });
  const pilotlight = join(repository, 'packages/cli/bin/pilotlight.js');
  await runTool(process.execPath, [pilotlight, 'add', path, '--name', name, '--models', models, ...options]);
  return buildDeployable(models, join(scratch, name, 'dist'), repository);
}

/** Builds `predict` with one model that is already added: its folder, with its versions. */
export async function copyAndBuild(
  name: string,
  folder: string,
  scratch: string,
  repository = REPOSITORY,
): Promise<Deployable> {
  const models = join(scratch, name, 'models');
  await mkdir(models, { recursive: true });
  await cp(folder, join(models, name), { recursive: true });
  return buildDeployable(models, join(scratch, name, 'dist'), repository);
}
