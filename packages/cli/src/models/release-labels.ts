import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '@pilotlight/command-line/command-error';
import { readVersionLabels, VERSION_LABELS_FILE } from '@pilotlight/model-runtime/store';

/**
 * Handles the labels of a version before its removal. With the whole model they are removed too. A single version must have
 * no label: calls with this label would get no answer any more.
 *
 * @throws {CommandError} that says how to move the label. @throws {ModelBrokenError} if the labels cannot be read.
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
    `version ${version} of ${model} is labeled ${own.join(' and ')}: move the label first, ` +
      own.map((label) => `pilotlight label ${model} ${label}=VERSION`).join(', ') +
      `; ${own[0]}=none removes it`,
  );
}
