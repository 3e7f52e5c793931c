import { Command } from 'commander';
import { formatBench } from '../output/format-bench.ts';
import { CommandError } from '@pilotlight/command-line/command-error';
import { MODEL_ARGUMENT } from '../models/model-argument.ts';
import { modelsOption } from '../models/models-option.ts';
import { styleFor } from '@pilotlight/command-line/style';
import { writeWhole } from '@pilotlight/command-line/write-whole';
import { wholeNumber } from '@pilotlight/command-line/whole-number';

interface Options {
  runs: number;
  processors: number;
  models: string;
  svg?: string;
  json?: boolean;
}

export function benchCommand(): Command {
  return new Command('bench')
    .description(
      "measures a model's cold start, warm calls, memory and upload, and says where the cold-start time goes",
    )
    .argument('<model>', MODEL_ARGUMENT)
    .option(
      '--runs <count>',
      'cold starts to measure for each contender',
      wholeNumber('count', { most: 1000 }),
      9,
    )
    .option(
      '--processors <count>',
      'processors that each process may use',
      wholeNumber('count', { most: 64 }),
      1,
    )
    .addOption(modelsOption())
    .option('--svg <file>', 'draw a chart of where the cold-start time goes')
    .option('--json', 'print everything as JSON')
    .addHelpText(
      'after',
      `
It builds the deployment and starts it under the Functions Framework, each time in a fresh process on one processor.
It alternates with builds that lack one thing each: the model, predict, or the framework. Trust the ratios more than the
milliseconds, and neither on a busy machine. Page faults hardly change there.

Examples:
  $ pilotlight bench digits
  $ pilotlight bench mobilenet_v2.tflite --runs 15 --svg mobilenet.svg
  $ pilotlight bench churn --json | jq .parts`,
    )
    .action(bench);
}

async function bench(model: string, { runs, processors, models, svg, json = false }: Options): Promise<void> {
  const [{ withModel }, { benchModel }] = await Promise.all([
    import('../models/with-model.ts'),
    import('@pilotlight/bench/bench-model'),
  ]);
  const results = await withModel({ model, models, asDeployed: true }, ({ folder }) =>
    benchModel({ models: folder, runs, processors }).catch((cause: unknown) => {
      throw new CommandError(cause instanceof Error ? cause.message : String(cause), { cause });
    }),
  );
  if (svg !== undefined) {
    const { modelChart } = await import('@pilotlight/bench/model-chart');
    await writeWhole(svg, `${modelChart(results)}\n`);
  }
  console.log(json ? JSON.stringify(results, undefined, 2) : formatBench(results, styleFor(process.stdout)));
}
