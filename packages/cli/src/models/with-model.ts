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
 * Calls `use` with a folder that serves the model on the command line. For a served model it is its own folder; for any
 * other model it is a folder with only this model, which is removed afterwards.
 *
 * @param asDeployed true to copy a served model to its own folder too, and to prepare a model at a path as for a deploy: it
 *   runs on a sample, and a snapshot is taken. Otherwise such a model runs only on the request.
 * @throws {CommandError} if there is no such model, or no engine can run it.
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
