import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectModel } from '@pilotlight/model-formats';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { addModel } from './add-model.ts';
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
 * @param isAlone gives a served model a folder of its own too.
 * @throws {CommandError} where there is no such model.
 */
export async function withModel<Result>(
  { model, models, isAlone = false }: { model: string; models: string; isAlone?: boolean },
  use: (found: ModelFolder) => Promise<Result>,
): Promise<Result> {
  const resolved = await resolveModel(model, { models });
  if (resolved.kind === 'served' && !isAlone) return use({ folder: models, name: resolved.directory.model });

  return withTemporaryFolder('model', async (folder) => {
    if (resolved.kind === 'served') {
      const { model: name, version, path } = resolved.directory;
      await cp(path, join(folder, name, String(version)), { recursive: true });
      return use({ folder, name });
    }
    const name = fitModelName(modelNameFrom(resolved.path));
    await addModel({ description: await inspectModel(resolved.path), modelsDirectory: folder, name });
    return use({ folder, name });
  });
}
