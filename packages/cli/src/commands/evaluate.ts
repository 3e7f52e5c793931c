import { Command, Option } from 'commander';
import { PIXEL_RANGES, type PixelRange } from '../models/image-preprocessing.ts';
import { readLabels } from '../models/read-labels.ts';
import { MODEL_ARGUMENT } from '../models/model-argument.ts';
import { modelsOption } from '../models/models-option.ts';
import { styleFor } from '@pilotlight/command-line/style';

interface Options {
  data: string;
  pixels?: PixelRange;
  labels?: string;
  models: string;
  json?: boolean;
}

export function evaluateCommand(): Command {
  return new Command('evaluate')
    .description('measures how good a model is on real data, and what serving it needs')
    .argument('<model>', MODEL_ARGUMENT)
    .argument('[other]', 'a second model, to compare with the first on the same examples')
    .requiredOption(
      '--data <path>',
      'IDX (…images-idx3-ubyte.gz or its folder), a folder with a folder of pictures per class, or JSON lines',
    )
    .addOption(
      new Option(
        '--pixels <range>',
        'the range of pixel values that the model takes, if its files do not say',
      ).choices(PIXEL_RANGES),
    )
    .option('--labels <file>', 'the names of the classes, one per line')
    .addOption(modelsOption())
    .option('--json', 'print the figures as JSON')
    .addHelpText(
      'after',
      `
A line of JSON is {"instance": …, "label": 3} or {"instance": …, "target": 0.7}. Accuracies have their 95% Wilson
intervals. A model is called worse than another only if the data can tell (exact McNemar test).

Examples:
  $ pilotlight evaluate digits --data mnist/ --pixels 0..1
  $ pilotlight evaluate flowers web_model/model.json --data photographs/
  $ pilotlight evaluate churn --data held-out.jsonl --json`,
    )
    .action(evaluate);
}

async function evaluate(
  model: string,
  other: string | undefined,
  { data, pixels, labels: labelsFile, models, json = false }: Options,
): Promise<void> {
  const { openDataset } = await import('@pilotlight/optimizer');
  const { evaluateModels } = await import('../models/evaluate-models.ts');
  const { evaluationJson } = await import('../output/evaluation-json.ts');
  const { findModel } = await import('../models/find-model.ts');
  const { formatEvaluations } = await import('../output/format-evaluations.ts');

  const dataset = await openDataset(data, 'evaluation');
  const labels = labelsFile === undefined ? undefined : await readLabels(labelsFile);
  const found = [];
  for (const name of other === undefined ? [model] : [model, other]) {
    found.push({ name, ...(await findModel(name, { models })) });
  }
  const { evaluated, comparison } = await evaluateModels(found, dataset, { labels, pixels });
  console.log(
    json
      ? JSON.stringify({ data, models: evaluated.map(evaluationJson), comparison }, undefined, 2)
      : formatEvaluations(evaluated, comparison, styleFor(process.stdout)),
  );
}
