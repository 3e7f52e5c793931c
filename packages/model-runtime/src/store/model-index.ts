import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VersionLabels } from '@pilotlight/protocol';
import type { ModelDirectory } from './model-directory.ts';

/** The models of a deployment. */
export interface ModelIndex {
  /** The versions of each model, by its name. */
  models: Record<string, number[]>;
  /** The digests of the files that several models share, each stored once: see shared-files.ts. */
  shared: string[];
  /** The labels of the models that have any, by a model's name. */
  labels: Record<string, VersionLabels>;
}

/** Beside the models of a deployment: with it, a start does not look into a folder for each of a thousand models. */
export const MODEL_INDEX_FILE = 'index.json';

/** Writes the list of models, sorted by name. */
export function formatModelIndex(
  directories: readonly Pick<ModelDirectory, 'model' | 'version'>[],
  shared: Iterable<string>,
  labelsOf: (model: string) => VersionLabels,
): string {
  const models: ModelIndex['models'] = Object.create(null);
  for (const { model, version } of directories) (models[model] ??= []).push(version);
  const labels: ModelIndex['labels'] = Object.create(null);
  for (const model of Object.keys(models)) {
    const own = labelsOf(model);
    if (Object.keys(own).length > 0) labels[model] = own;
  }
  return JSON.stringify({ models, shared: [...shared], labels } satisfies ModelIndex);
}

/** Undefined if the build wrote none, as for models in development. */
export async function readModelIndex(modelsDirectory: string): Promise<ModelIndex | undefined> {
  const text = await readFile(join(modelsDirectory, MODEL_INDEX_FILE), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : JSON.parse(text);
}
