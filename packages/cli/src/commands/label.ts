import { Command } from 'commander';
import { formatLabels } from '../output/format-labels.ts';
import { modelsOption } from '../models/models-option.ts';
import { type LabelMove, parseLabelMove } from '../models/label-move.ts';

export function labelCommand(): Command {
  return new Command('label')
    .description('names versions of a model, so that calls go to another one when a name is moved')
    .argument('<model>', 'the name of a served model')
    .argument(
      '[label=version...]',
      'where a label points, with a share of the calls that name no version, as canary=3:5%; none takes it away',
      (text, moves: LabelMove[] | undefined) => [...(moves ?? []), parseLabelMove(text)],
    )
    .addOption(modelsOption())
    .option('--json', 'print the labels as JSON')
    .addHelpText(
      'after',
      `
The version labelled stable answers the calls that name neither a version nor a label, in the place of the highest. Of
these, another label may get a share. A user who is signed in keeps his version; others have that of their instance.
Labels are served when they are built and deployed, as models are; npm start does so by itself.

Examples:
  $ pilotlight label digits
  $ pilotlight label digits stable=2 canary=3:5%
  $ pilotlight label digits stable=3 canary=none
  $ pilotlight label digits stable=1`,
    )
    .action(label);
}

async function label(
  name: string,
  moves: LabelMove[] | undefined,
  { models, json = false }: { models: string; json?: boolean },
): Promise<void> {
  const { moveLabels } = await import('../models/move-labels.ts');
  const { versions, labels, served } = await moveLabels(models, name, moves ?? []);
  if (json) console.log(JSON.stringify({ model: name, versions, labels, served }, undefined, 2));
  else console.log(formatLabels({ model: name, versions, labels, served }));
}
