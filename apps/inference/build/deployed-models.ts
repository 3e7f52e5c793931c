import { join, relative } from 'node:path';
import type { DeployedFile } from '@pilotlight/deployable';
import {
  findSharedFiles,
  formatModelIndex,
  MODEL_INDEX_FILE,
  pathOfFile,
  SHARED_FOLDER,
  type StoredModel,
} from '@pilotlight/model-runtime/store';
import type { VersionLabels } from '@pilotlight/protocol';

/** Where the code finds the models, in what is deployed. */
const FOLDER = 'models';

/** The files of all models as they are deployed, each that several of them have once, with their index. */
export function deployedModels(
  models: readonly StoredModel[],
  { modelsDirectory, labelsOf }: { modelsDirectory: string; labelsOf: (model: string) => VersionLabels },
): DeployedFile[] {
  const shared = findSharedFiles(models.map(({ manifest }) => manifest));
  const deployed = new Map<string, DeployedFile>();
  for (const { directory, manifest, files } of models) {
    const { model, version } = directory;
    const there = {
      model,
      version,
      path: join(FOLDER, model, String(version)),
      shared: { folder: join(FOLDER, SHARED_FOLDER), digests: shared },
    };
    for (const file of files) {
      const from = join(modelsDirectory, file);
      const to = pathOfFile(there, manifest, relative(directory.path, from));
      deployed.set(to, { from, to });
    }
  }
  const index = formatModelIndex(
    models.map(({ directory }) => directory),
    shared,
    labelsOf,
  );
  return [...deployed.values(), { text: index, to: join(FOLDER, MODEL_INDEX_FILE) }];
}
