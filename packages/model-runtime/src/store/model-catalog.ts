import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidRequestError } from '@pilotlight/protocol';
import type { ModelDirectory } from './model-directory.ts';
import { type ModelIndex, readModelIndex } from './model-index.ts';
import { listNames } from '../errors/list-names.ts';
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
  /** The versions of a model that is there, the highest first. */
  versionsOf(model: string): number[];
  /**
   * @throws {ModelNotFoundError} for a name or version that is not there.
   * @throws {InvalidRequestError} where no name is given and more than one model is served.
   */
  find(selector: ModelSelector): ModelDirectory;
}

/**
 * Looks once: what a deployment serves does not change while it runs. A caller's name is never made into a path. Of a thousand
 * models only those that are asked for are made into objects, as each would be more memory of a cold start.
 */
export async function readCatalog(modelsDirectory: string): Promise<ModelCatalog> {
  const index = (await readModelIndex(modelsDirectory)) ?? (await indexFolders(modelsDirectory));
  const shared = index.shared.length > 0 && {
    folder: join(modelsDirectory, SHARED_FOLDER),
    digests: new Set(index.shared),
  };
  const directories = new Map<string, ModelDirectory>();

  /** The same object whenever it is asked for. */
  function directoryOf(model: string, version: number): ModelDirectory {
    const id = `${model}/${version}`;
    const known = directories.get(id);
    if (known) return known;
    const path = join(modelsDirectory, model, String(version));
    const directory = { model, version, path, ...(shared && { shared }) };
    directories.set(id, directory);
    return directory;
  }
  const entries = () =>
    Object.entries(index.models).map(
      ([model, versions]) => [model, versions.toSorted((a, b) => b - a)] as const,
    );

  return {
    get all() {
      return entries().flatMap(([model, versions]) => versions.map((one) => directoryOf(model, one)));
    },
    get served() {
      return entries().flatMap(([model, versions]) =>
        versions.slice(0, 1).map((one) => directoryOf(model, one)),
      );
    },

    versionsOf: (model) => (index.models[model] ?? []).toSorted((a, b) => b - a),

    find({ model: wanted, version }) {
      const model = wanted ?? onlyNameOf(index);
      if (!Object.hasOwn(index.models, model)) {
        throw new ModelNotFoundError({ model }, Object.keys(index.models));
      }
      const versions = index.models[model] ?? [];
      const found = version ?? Math.max(...versions);
      if (versions.includes(found)) return directoryOf(model, found);
      throw new ModelNotFoundError(
        { model, version: found },
        versions.toSorted((a, b) => b - a),
      );
    },
  };
}

function onlyNameOf({ models }: ModelIndex): string {
  const names = Object.keys(models);
  const [only] = names;
  if (only !== undefined && names.length === 1) return only;
  throw new InvalidRequestError({
    field: 'model',
    expected: `one of ${listNames(names) || 'none: no model is deployed'}`,
    received: 'nothing',
  });
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
