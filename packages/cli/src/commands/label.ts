import { Command } from 'commander';
import { formatLabels } from '../output/format-labels.ts';
import { modelsOption } from '../models/models-option.ts';
import { type LabelMove, parseLabelMove } from '../models/label-move.ts';

export function labelCommand(): Command {
  return new Command('label')
    .description('labels versions of a model; moving a label moves its calls to another version')
    .argument('<model>', 'the name of a served model')
    .argument(
      '[label=version...]',
      'the version of a label, and its share of the calls that name no version, such as canary=3:5%; none removes it',
      (text, moves: LabelMove[] | undefined) => [...(moves ?? []), parseLabelMove(text)],
    )
    .addOption(modelsOption())
    .option('--json', 'print the labels as JSON')
    .addHelpText(
      'after',
      `
The version labeled stable, instead of the highest, answers calls that name neither a version nor a label. Another label
may get a share of these calls. A signed-in user stays on one version; others get the version of their instance.
Like models, labels take effect with the next build and deploy; npm start rebuilds automatically.

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
