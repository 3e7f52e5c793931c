import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import type { MemoryChoices, ServedModel } from '@pilotlight/costs/function-memory';
import { heldMiB, type StoredModel } from '@pilotlight/model-runtime/store';
import { readSettings } from '../src/settings.ts';

/** The owner's settings for the build. */
export interface BuildChoices extends Required<MemoryChoices> {
  functionName: string;
  /** The versions to upload: `all`, or `labeled`. */
  versions: string;
}

/** Reads the owner's settings in `config/.env`. @throws {ParametersError} for a value that is not allowed. */
export async function readBuildChoices(file: string): Promise<BuildChoices> {
  const { modelsMiB, pinned, functionName, versions } = readSettings(parseEnv(await readFile(file, 'utf8')));
  return { budgetMiB: modelsMiB === 0 ? undefined : modelsMiB, pinned, functionName, versions };
}

export function asServed({ directory, manifest }: Pick<StoredModel, 'directory' | 'manifest'>): ServedModel {
  return { name: directory.model, manifest, heldMiB: heldMiB(manifest) };
}

/**
 * Returns the models that a warm-up without a model loads: all if they fit; else the pinned ones, and the smallest model
 * of each engine that no pinned model starts.
 *
 * @returns undefined for all.
 */
export function warmedModels(
  models: readonly ServedModel[],
  { budgetMiB, pinned }: { budgetMiB: number; pinned: readonly string[] },
): string[] | undefined {
  if (models.reduce((total, model) => total + model.heldMiB, 0) <= budgetMiB) return undefined;
  const stay = models.filter(({ name }) => pinned.includes(name));
  const started = new Set(stay.map(({ manifest }) => manifest.engine));
  const names = new Set(stay.map(({ name }) => name));
  for (const { name, manifest } of models.toSorted((a, b) => a.heldMiB - b.heldMiB)) {
    if (started.has(manifest.engine)) continue;
    started.add(manifest.engine);
    names.add(name);
  }
  return [...names];
}
