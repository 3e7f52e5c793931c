import { stat } from 'node:fs/promises';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { inspectModel } from '@pilotlight/model-formats';
import { createModelRuntime, type ModelRuntime } from '@pilotlight/model-runtime';
import { installedAsset } from '@pilotlight/model-runtime/deployment';
import { addModel } from '../models/add-model.ts';

/** A runtime, and what it calls the model that was meant. */
interface Served {
  runtime: ModelRuntime;
  name: string;
}

/** Serves a model to `use`: one of the folder that is served, by its name, or any other, by its path. */
export async function withModel(
  { model, models }: { model: string; models: string },
  use: (served: Served) => Promise<void>,
): Promise<void> {
  const isPath = /[/\\.]/.test(model) && (await stat(model).catch(() => undefined)) !== undefined;
  if (!isPath) {
    await use({ runtime: serve(models), name: model });
    return;
  }
  await withTemporaryFolder('predict', async (folder) => {
    await addModel({ description: await inspectModel(model), modelsDirectory: folder, name: 'model' });
    await use({ runtime: serve(folder), name: 'model' });
  });
}

function serve(modelsDirectory: string): ModelRuntime {
  return createModelRuntime({ modelsDirectory, assetPath: installedAsset });
}
