import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidRequestError } from '@pilotlight/protocol';
import type { ModelDirectory } from './model-directory.ts';
import { type ModelIndex, readModelIndex } from './model-index.ts';
import { ModelNotFoundError } from '../errors/model-not-found-error.ts';
import { SHARED_FOLDER } from './shared-files.ts';

/** Which model is meant; both parts may be left open. */
export interface ModelSelector {
  model: string | undefined;
  version: number | undefined;
}

/** The models of one folder, `<name>/<version>/`, as TensorFlow Serving lays them out. */
export interface ModelCatalog {
  /** Every version of every model. */
  readonly all: readonly ModelDirectory[];
  /** The highest version of each model, by name. */
  readonly served: readonly ModelDirectory[];
  /**
   * @throws {ModelNotFoundError} for a name or version that is not there.
   * @throws {InvalidRequestError} where no name is given and more than one model is served.
   */
  find(selector: ModelSelector): ModelDirectory;
}

/** Looks once: what a deployment serves does not change while it runs. A caller's name is never made into a path. */
export async function readCatalog(modelsDirectory: string): Promise<ModelCatalog> {
  const index = (await readModelIndex(modelsDirectory)) ?? (await indexFolders(modelsDirectory));
  const shared = index.shared.length > 0 && {
    folder: join(modelsDirectory, SHARED_FOLDER),
    digests: new Set(index.shared),
  };
  const models = new Map(
    Object.entries(index.models).map(([model, versions]) => [
      model,
      new Map(
        versions
          .toSorted((a, b) => b - a)
          .map((version) => [
            version,
            {
              model,
              version,
              path: join(modelsDirectory, model, String(version)),
              ...(shared && { shared }),
            },
          ]),
      ),
    ]),
  );
  const names = [...models.keys()];

  return {
    all: [...models.values()].flatMap((versions) => [...versions.values()]),
    served: [...models.values()].flatMap((versions) => [...versions.values()].slice(0, 1)),

    find({ model: wanted, version }) {
      const model = wanted ?? (names.length === 1 ? names[0] : undefined);
      if (model === undefined) {
        throw new InvalidRequestError({
          field: 'model',
          expected: `one of ${names.join(', ') || 'none: no model is deployed'}`,
          received: 'nothing',
        });
      }
      const versions = models.get(model);
      if (!versions) throw new ModelNotFoundError({ model }, names);
      const [newest] = versions.values();
      const found = version === undefined ? newest : versions.get(version);
      if (!found) throw new ModelNotFoundError({ model, version }, [...versions.keys()]);
      return found;
    },
  };
}

/** Finds out by the folders. A model without any version is none. */
async function indexFolders(modelsDirectory: string): Promise<ModelIndex> {
  const models: ModelIndex['models'] = Object.create(null);
  for (const model of await folderNames(modelsDirectory)) {
    const names = await folderNames(join(modelsDirectory, model));
    const versions = names.filter((name) => /^[1-9][0-9]*$/.test(name)).map(Number);
    if (versions.length > 0) models[model] = versions;
  }
  return { models, shared: [] };
}

/** None where there is no such folder: a deployment without models has none. */
async function folderNames(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .toSorted();
}
