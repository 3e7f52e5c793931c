import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '@pilotlight/command-line/command-error';
import { readVersionLabels, VERSION_LABELS_FILE } from '@pilotlight/model-runtime/store';

/**
 * Sees to the labels of a version that is about to be removed: with its whole model they go, and one version alone must
 * have none, as whoever asks by such a label would be answered no more.
 *
 * @throws {CommandError} that says how the label is moved. @throws {ModelBrokenError} where the labels cannot be read.
 */
export async function releaseLabels(
  modelsDirectory: string,
  { model, version, isWhole }: { model: string; version: number; isWhole: boolean },
): Promise<void> {
  if (isWhole) {
    await rm(join(modelsDirectory, model, VERSION_LABELS_FILE), { force: true });
    return;
  }
  const labels = await readVersionLabels(modelsDirectory, model);
  const own = Object.keys(labels).filter((label) => labels[label]?.version === version);
  if (own.length === 0) return;
  throw new CommandError(
    `version ${version} of ${model} is labelled ${own.join(' and ')}: move that first, ` +
      own.map((label) => `pilotlight label ${model} ${label}=VERSION`).join(', ') +
      `; ${own[0]}=none takes it away`,
  );
}
