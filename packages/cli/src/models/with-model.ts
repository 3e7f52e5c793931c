import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectModel, type ModelDescription } from '@pilotlight/model-formats';
import { writeManifest } from '@pilotlight/model-runtime/store';
import { makeFoldersIn } from '@pilotlight/command-line/make-folders-in';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { copyFiles } from '../files/copy-files.ts';
import { addModel } from './add-model.ts';
import { describeManifest } from './describe-manifest.ts';
import { fitModelName, modelNameFrom } from './model-name.ts';
import { resolveModel } from './resolve-model.ts';

/** A folder that can be served, and the name of the model in it. */
export interface ModelFolder {
  folder: string;
  name: string;
}

/**
 * Gives `use` a folder from which the model on the command line is served: for a served model the folder where it is, for
 * any other one that holds nothing else and is gone afterwards.
 *
 * @param asDeployed gives a served model a folder of its own too, and one at a path what it would be deployed with: it is
 *   run on a sample, and a snapshot is taken. Otherwise such a model is run on nothing but what it is asked.
 * @throws {CommandError} where there is no such model, or no engine can run it.
 */
export async function withModel<Result>(
  { model, models, asDeployed = false }: { model: string; models: string; asDeployed?: boolean },
  use: (found: ModelFolder) => Promise<Result>,
): Promise<Result> {
  const resolved = await resolveModel(model, { models });
  if (resolved.kind === 'served' && !asDeployed)
    return use({ folder: models, name: resolved.directory.model });

  return withTemporaryFolder('model', async (folder) => {
    if (resolved.kind === 'served') {
      const { model: name, version, path } = resolved.directory;
      await cp(path, join(folder, name, String(version)), { recursive: true });
      return use({ folder, name });
    }
    const name = fitModelName(modelNameFrom(resolved.path));
    const description = await inspectModel(resolved.path);
    if (asDeployed) await addModel({ description, modelsDirectory: folder, name });
    else await copyModel(description, await makeFoldersIn(folder, `${name}/1`));
    return use({ folder, name });
  });
}

async function copyModel(description: ModelDescription, to: string): Promise<void> {
  const { files, entry } = await copyFiles(description, to);
  await writeManifest(to, describeManifest({ ...description, entry }, files, {}));
}
