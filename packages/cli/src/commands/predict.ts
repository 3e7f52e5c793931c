import { encodePrediction, parseRequest } from '@pilotlight/protocol';
import { Command } from 'commander';
import { MODEL_ARGUMENT } from '../models/model-argument.ts';
import { modelsOption } from '../models/models-option.ts';
import { CommandError } from '@pilotlight/command-line/command-error';
import { formatRanking } from '../output/format-ranking.ts';
import { readRequest } from '../files/read-request.ts';
import { styleFor } from '@pilotlight/command-line/style';

interface Options {
  input: string;
  top?: string;
  models: string;
  json?: boolean;
}

export function predictCommand(): Command {
  return new Command('predict')
    .description('runs a model on a request, with the runtime of the deployed function')
    .argument('<model>', MODEL_ARGUMENT)
    .requiredOption(
      '--input <file>',
      'a request as JSON, or an image for a model that takes images; - is stdin',
    )
    .option('--top <count>', 'the best classes of each row instead of all scores')
    .addOption(modelsOption())
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ pilotlight predict mobilenet-v2 --input cat.jpg --top 5
  $ echo '{"instances": [[1, 2, 3]]}' | pilotlight predict churn --input -
  $ pilotlight predict export/saved_model --input request.json --json`,
    )
    .action(predict);
}

async function predict(model: string, { input, top, models, json = false }: Options): Promise<void> {
  const request = await readRequest(input);
  const { createModelRuntime } = await import('@pilotlight/model-runtime');
  const { installedAsset } = await import('@pilotlight/model-runtime/deployment');
  const { withModel } = await import('../models/with-model.ts');
  const count = top === undefined ? undefined : Number(top);
  await withModel({ model, models }, async ({ folder, name }) => {
    const runtime = createModelRuntime({ modelsDirectory: folder, assetPath: installedAsset });
    const parsed = parseRequest({ ...request, model: name, ...(count === undefined ? {} : { top: count }) });
    if (parsed.op !== 'predict') throw new CommandError('the input is not a request for a prediction');
    const answer = encodePrediction(parsed, await runtime.predict(parsed));
    const isRanking = 'top' in answer && !json;
    console.log(isRanking ? formatRanking(answer.top, styleFor(process.stdout)) : JSON.stringify(answer));
  });
}
