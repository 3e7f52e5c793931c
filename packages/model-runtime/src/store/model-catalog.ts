import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidRequestError, type VersionLabels } from '@pilotlight/protocol';
import { type ChosenVersion, chooseVersion, reachableVersions } from './choose-version.ts';
import type { ModelDirectory } from './model-directory.ts';
import { type ModelIndex, readModelIndex } from './model-index.ts';
import { listNames } from '../errors/list-names.ts';
import { ModelNotFoundError } from '../errors/model-not-found-error.ts';
import { SHARED_FOLDER } from './shared-files.ts';
import { assertVersionsThere, readVersionLabels } from './version-labels.ts';

/** The model to select. All parts are optional; a version is named by its number or by its label. */
export interface ModelSelector {
  model: string | undefined;
  version: number | undefined;
  label?: string | undefined;
}

/** The selected version of a model, and the label that led to it. */
export interface Route {
  directory: ModelDirectory;
  label: string | undefined;
}

/** The models of one folder, `<name>/<version>/`, in TensorFlow Serving's layout. */
export interface ModelCatalog {
  /** Every version of every model. */
  readonly all: readonly ModelDirectory[];
  /** For each model the version that answers if a call names none: the one labeled stable, or else the highest. */
  readonly served: readonly ModelDirectory[];
  /** The same, and every other version that a call may get if it names none. */
  readonly reachable: readonly ModelDirectory[];
  /** The one version that any call may get, if there is only one. */
  readonly only: ModelDirectory | undefined;
  /** The same as `reachable`, and every other version that has a label; of a model without labels, all versions. */
  readonly labeled: readonly ModelDirectory[];
  /** Empty if the model has no labels. */
  readonly labelsOf: (model: string) => VersionLabels;
  /** The versions of an existing model, the highest first. */
  readonly versionsOf: (model: string) => number[];
  /**
   * @param stickTo the caller's key, used if versions share the calls of a model.
   * @throws {ModelNotFoundError} for a name or version that does not exist.
   * @throws {InvalidRequestError} if no name is given and more than one model is served, and for an unknown label.
   */
  readonly find: (selector: ModelSelector, stickTo?: string) => Route;
}

/**
 * Reads the models of a folder once: a deployment does not change while it runs. A caller's name never becomes a path. Of a
 * thousand models only those that are requested become objects, because each object would add memory to a cold start.
 */
export async function readCatalog(modelsDirectory: string): Promise<ModelCatalog> {
  const built = await readModelIndex(modelsDirectory);
  const index = built ?? (await indexFolders(modelsDirectory));
  const shared = built && {
    folder: join(modelsDirectory, SHARED_FOLDER),
    digests: new Set(built.shared),
  };
  const directories = new Map<string, ModelDirectory>();

  /** Returns the same object each time. */
  function directoryOf(model: string, version: number): ModelDirectory {
    const id = `${model}/${version}`;
    const known = directories.get(id);
    if (known) return known;
    const path = join(modelsDirectory, model, String(version));
    const directory = { model, version, path, ...(shared && { shared }) };
    directories.set(id, directory);
    return directory;
  }
  const labelsOf = (model: string): VersionLabels =>
    (Object.hasOwn(index.labels, model) ? index.labels[model] : undefined) ?? {};
  const reachableOf = ([model, versions]: [string, number[]]) =>
    reachableVersions({ labels: labelsOf(model), newest: Math.max(...versions) }).map((one) =>
      directoryOf(model, one),
    );
  const allOf = ([model, versions]: [string, number[]]) =>
    versions.toSorted((a, b) => b - a).map((one) => directoryOf(model, one));

  return {
    get all() {
      return Object.entries(index.models).flatMap(allOf);
    },
    get served() {
      return Object.entries(index.models).flatMap((entry) => reachableOf(entry).slice(0, 1));
    },
    get reachable() {
      return Object.entries(index.models).flatMap(reachableOf);
    },
    // Of a thousand models it makes no objects: each cold start asks this.
    get only() {
      const [name, ...others] = Object.keys(index.models);
      if (name === undefined || others.length > 0) return undefined;
      const [directory, ...more] = reachableOf([name, index.models[name] ?? []]);
      return more.length === 0 ? directory : undefined;
    },
    get labeled() {
      return Object.entries(index.models).flatMap((entry) => {
        const labels = Object.values(labelsOf(entry[0]));
        if (labels.length === 0) return allOf(entry);
        const reachable = reachableOf(entry);
        const isLabeled = (one: ModelDirectory) => labels.some(({ version }) => version === one.version);
        return allOf(entry).filter((one) => reachable.includes(one) || isLabeled(one));
      });
    },
    labelsOf,

    versionsOf: (model) => (index.models[model] ?? []).toSorted((a, b) => b - a),

    find({ model: wanted, version, label }, stickTo) {
      const model = wanted ?? onlyNameOf(index);
      if (!Object.hasOwn(index.models, model)) {
        throw new ModelNotFoundError({ model }, Object.keys(index.models));
      }
      const versions = index.models[model] ?? [];
      const chosen = ((): ChosenVersion => {
        if (version !== undefined) return { version, label: undefined };
        const labels = labelsOf(model);
        if (label !== undefined) return { version: versionLabelled(label, labels), label };
        return chooseVersion({ model, labels, newest: Math.max(...versions) }, stickTo);
      })();
      if (versions.includes(chosen.version))
        return { directory: directoryOf(model, chosen.version), label: chosen.label };
      throw new ModelNotFoundError(
        { model, version: chosen.version },
        versions.toSorted((a, b) => b - a),
      );
    },
  };
}

/** @throws {InvalidRequestError} for a label that the model does not have, as TensorFlow Serving does. */
function versionLabelled(label: string, labels: VersionLabels): number {
  const labeled = Object.hasOwn(labels, label) ? labels[label] : undefined;
  if (labeled) return labeled.version;
  const known = Object.keys(labels).join(', ');
  throw new InvalidRequestError(
    { field: 'label', expected: known ? `one of ${known}` : 'no label', received: 'an unknown label' },
    known ? undefined : 'this model has no labels; leave the field out, or name a `version`',
  );
}

function onlyNameOf({ models }: ModelIndex): string {
  const names = Object.keys(models);
  const [only] = names;
  if (only !== undefined && names.length === 1) return only;
  const known = listNames(names);
  throw new InvalidRequestError(
    { field: 'model', expected: known ? `one of ${known}` : 'a model', received: 'nothing' },
    known ? undefined : 'this deployment has no model; add one to `models/`, build and deploy',
  );
}

/** Reads the folders. A model without any version does not count. */
async function indexFolders(modelsDirectory: string): Promise<ModelIndex> {
  const models: ModelIndex['models'] = Object.create(null);
  const labels: ModelIndex['labels'] = Object.create(null);
  for (const model of await folderNames(modelsDirectory)) {
    const names = await folderNames(join(modelsDirectory, model));
    const versions = names.filter((name) => /^[1-9][0-9]*$/.test(name)).map(Number);
    if (versions.length === 0) continue;
    labels[model] = await readVersionLabels(modelsDirectory, model);
    assertVersionsThere(model, labels[model], versions);
    models[model] = versions;
  }
  return { models, shared: [], labels };
}

/** Empty if there is no such folder: a deployment without models has none. */
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
