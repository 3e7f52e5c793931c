import { Command } from 'commander';
import { CommandError } from '@pilotlight/command-line/command-error';
import { wholeNumber } from '@pilotlight/command-line/whole-number';
import { modelsOption } from '../models/models-option.ts';

interface Options {
  version?: number;
  yes?: boolean;
  models: string;
  json?: boolean;
}

export function removeCommand(): Command {
  return new Command('remove')
    .description('removes models from the folder that is served')
    .argument('<model...>', 'names, or patterns such as "shop-*"')
    .option(
      '--version <number>',
      'remove this version only; defaults to all versions',
      wholeNumber('version'),
    )
    .option('--yes', 'remove the models that a pattern matches; without it they are only listed')
    .addOption(modelsOption())
    .option('--json', 'print what was removed as JSON')
    .addHelpText(
      'after',
      `
Without a pattern, it removes at once. To get a model back, use git, if the model was committed, or add it again.
The deployed functions do not change until the next deploy. A version with a label is removed only with its whole model.

Examples:
  $ pilotlight remove flowers --version 3
  $ pilotlight remove "shop-*"            # lists them
  $ pilotlight remove "shop-*" --yes`,
    )
    .action(remove);
}

async function remove(
  patterns: string[],
  { version, yes = false, models: folder, json = false }: Options,
): Promise<void> {
  const { readCatalog } = await import('@pilotlight/model-runtime/store');
  const { isPattern, matchModels } = await import('../models/match-models.ts');
  const { releaseLabels } = await import('../models/release-labels.ts');
  const { removeModel } = await import('../models/remove-model.ts');
  const { sweepModels } = await import('../models/sweep-models.ts');
  await sweepModels(folder);
  const { all } = await readCatalog(folder);
  const matched = matchModels(all, patterns);
  const meant = matched.filter((one) => version === undefined || one.version === version);
  if (meant.length === 0) {
    const there = matched.map((one) => `${one.model}/${one.version}`).join(', ');
    throw new CommandError(`no version ${version} to remove, only ${there}`);
  }
  const isListed = patterns.some(isPattern) && !yes;
  if (!isListed) {
    for (const { model, version: own } of meant)
      await releaseLabels(folder, { model, version: own, isWhole: version === undefined });
  }
  const removed: object[] = [];
  for (const directory of meant) {
    if (!isListed) await removeModel(directory, folder);
    const { model, version: number } = directory;
    removed.push({ model, version: number });
    if (!json) console.log(`${model}, version ${number}${isListed ? '' : ', is removed'}`);
  }
  if (json) console.log(JSON.stringify({ isRemoved: !isListed, models: removed }, undefined, 2));
  else if (isListed) console.log(`Nothing was removed: --yes removes ${howMany(meant.length)}.`);
}

function howMany(count: number): string {
  return count === 1 ? 'it' : `all ${count}`;
}
