import { join, relative } from 'node:path';
import type { DeployedFile } from '@pilotlight/deployable';
import {
  findSharedFiles,
  formatModelIndex,
  type Manifest,
  MANIFEST_FILE,
  MODEL_INDEX_FILE,
  pathOfFile,
  SHARED_FOLDER,
  SHARED_PAGES_FILE,
  sharePages,
  type StoredModel,
} from '@pilotlight/model-runtime/store';
import { SNAPSHOT_FILES } from '@pilotlight/model-runtime/snapshot';
import type { VersionLabels } from '@pilotlight/protocol';

/** The models' folder in the deployment. */
const FOLDER = 'models';

/** The least bytes to save by sharing snapshots' pages: a cold start opens another file for it, which touches 50 pages. */
const WORTH_BYTES = 1024 * 1024;

/** Returns the deployed files of all models and their index. Files and snapshot pages that models share are there once. */
export async function deployedModels(
  models: readonly StoredModel[],
  { modelsDirectory, labelsOf }: { modelsDirectory: string; labelsOf: (model: string) => VersionLabels },
): Promise<DeployedFile[]> {
  const shared = findSharedFiles(models.map(({ manifest }) => manifest));
  const memories = new Map(
    models.flatMap(({ directory, manifest }) => {
      const digest = manifest.files[SNAPSHOT_FILES.memory];
      return digest === undefined ? [] : [[digest, join(directory.path, SNAPSHOT_FILES.memory)] as const];
    }),
  );
  const found = await sharePages([...memories.values()]);
  const pages = found.savedBytes < WORTH_BYTES ? undefined : found;
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
      const name = relative(directory.path, from);
      const to = pathOfFile(there, manifest, name);
      deployed.set(to, { from, to });
    }
    const memory = memories.get(manifest.files[SNAPSHOT_FILES.memory] ?? '');
    const runs = memory === undefined ? undefined : pages?.runsOf(memory);
    if (memory === undefined || !pages || !runs) continue;
    const to = pathOfFile(there, manifest, SNAPSHOT_FILES.memory);
    deployed.set(to, { content: () => pages.ownPages(memory), to });
    const shown: Manifest = { ...manifest, pages: { [SNAPSHOT_FILES.memory]: runs } };
    const path = join(there.path, MANIFEST_FILE);
    deployed.set(path, { text: JSON.stringify(shown), to: path });
  }
  const index = formatModelIndex(
    models.map(({ directory }) => directory),
    shared,
    labelsOf,
  );
  if (pages) {
    const to = join(FOLDER, SHARED_FOLDER, SHARED_PAGES_FILE);
    deployed.set(to, { content: pages.all, to });
  }
  return [...deployed.values(), { text: index, to: join(FOLDER, MODEL_INDEX_FILE) }];
}
