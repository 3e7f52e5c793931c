import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import type { MemoryChoices, ServedModel } from '@pilotlight/costs/function-memory';
import { heldMiB, type StoredModel } from '@pilotlight/model-runtime/store';
import { readSettings } from '../src/settings.ts';

/** The owner's settings for the build. */
export interface BuildChoices extends Required<MemoryChoices> {
  functionName: string;
  /** Which versions are uploaded: `all`, or `labeled`. */
  versions: string;
}

/** Reads what the owner set in `config/.env`. @throws {ParametersError} for a value that is not allowed. */
export async function readBuildChoices(file: string): Promise<BuildChoices> {
  const { modelsMiB, pinned, functionName, versions } = readSettings(parseEnv(await readFile(file, 'utf8')));
  return { budgetMiB: modelsMiB === 0 ? undefined : modelsMiB, pinned, functionName, versions };
}

export function asServed({ directory, manifest }: Pick<StoredModel, 'directory' | 'manifest'>): ServedModel {
  return { name: directory.model, manifest, heldMiB: heldMiB(manifest) };
}

/**
 * Which models a warm-up loads that names none: all of them where they fit; else those that are pinned, and one for each
 * engine that none of those starts, the smallest.
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
