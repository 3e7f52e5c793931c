import { inspectModel } from '@pilotlight/model-formats';
import { Command } from 'commander';
import { EXIT_CODE } from '../exit-code.ts';
import { formatDescription } from '../format-description.ts';
import { formatMade } from '../provenance/format-made.ts';
import { madeOf, manifestBeside } from '../provenance/made-of.ts';
import { styleFor } from '../style.ts';

export function inspectCommand(): Command {
  return new Command('inspect')
    .description('says what a model is and which engines can run it; runs nothing')
    .argument('<path>', 'the folder of a SavedModel, a tfjs model.json or its folder, or a .tflite file')
    .option('--json', 'print everything as JSON')
    .addHelpText(
      'after',
      `
Ends with 1 where the file is no model or no engine can run it.

Examples:
  $ pilotlight inspect models/digits/1
  $ pilotlight inspect mobilenet_v2.tflite --json | jq .chosen
  $ pilotlight inspect export/saved_model`,
    )
    .action(inspect);
}

async function inspect(path: string, { json = false }: { json?: boolean }): Promise<void> {
  const model = await inspectModel(path);
  const made = await madeOf(model, await manifestBeside(model.folder));
  const style = styleFor(process.stdout);
  console.log(
    json
      ? JSON.stringify({ ...model, ...(made ? { made } : {}) }, undefined, 2)
      : [formatDescription(model, style), ...(made ? ['', formatMade(made, style)] : [])].join('\n'),
  );
  if (!model.chosen) process.exitCode = EXIT_CODE.failed;
}
