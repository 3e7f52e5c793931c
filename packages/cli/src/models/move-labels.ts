import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '@pilotlight/command-line/command-error';
import { withLock } from '@pilotlight/command-line/lock';
import { writeWhole } from '@pilotlight/command-line/write-whole';
import {
  assertVersionsThere,
  problemWithLabels,
  readVersionLabels,
  VERSION_LABELS_FILE,
} from '@pilotlight/model-runtime/store';
import { type LabelledVersion, MODEL_NAME_PATTERN, STABLE, type VersionLabels } from '@pilotlight/protocol';
import type { LabelMove } from './label-move.ts';
import { versionsIn } from './next-version.ts';

/** Labels and versions of a model. */
export interface LabelsOfModel {
  /** The highest first. */
  versions: number[];
  labels: VersionLabels;
  /** The version that answers a call without a version, if the call does not fall into a share. */
  served: number;
}

/**
 * Moves labels of a model, all or none, and returns the new labels. Without moves it only reads them.
 *
 * @throws {CommandError} if there is no such model or version, or the labels would contradict each other.
 * @throws {ModelBrokenError} if the current labels cannot be read.
 */
export async function moveLabels(
  modelsDirectory: string,
  model: string,
  moves: readonly LabelMove[],
): Promise<LabelsOfModel> {
  const versions = MODEL_NAME_PATTERN.test(model) ? await versionsIn(join(modelsDirectory, model)) : [];
  const [newest] = versions;
  if (newest === undefined)
    throw new CommandError(
      `no model '${model}' is served from ${modelsDirectory}: pilotlight models lists them`,
    );
  const describe = (labels: VersionLabels) => ({
    versions,
    labels,
    served: labels[STABLE]?.version ?? newest,
  });
  if (moves.length === 0) return describe(await readVersionLabels(modelsDirectory, model));

  const file = join(modelsDirectory, model, VERSION_LABELS_FILE);
  const lock = join(modelsDirectory, `.${model}-labels.lock`);
  return withLock({ lock, what: `the labels of ${model}` }, async () => {
    const labels = moved(await readVersionLabels(modelsDirectory, model), moves);
    const problem = problemWithLabels(labels);
    if (problem !== undefined)
      throw new CommandError(`the labels of ${model} would be ambiguous: ${problem}`);
    assertVersionsThere(model, labels, versions);
    if (Object.keys(labels).length === 0) await rm(file, { force: true });
    else await writeWhole(file, `${JSON.stringify(labels, undefined, 2)}\n`);
    return describe(labels);
  });
}

/** Applies moves. A label in a move loses its old share, even if its version stays. */
function moved(before: VersionLabels, moves: readonly LabelMove[]): VersionLabels {
  const labels = new Map<string, LabelledVersion>(Object.entries(before));
  for (const { label, to } of moves) {
    if (to) labels.set(label, to);
    else labels.delete(label);
  }
  return Object.fromEntries(labels);
}
