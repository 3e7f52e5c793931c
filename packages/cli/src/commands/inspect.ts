import { inspectModel } from '@pilotlight/model-formats';
import { Command } from 'commander';
import { EXIT_CODE } from '../errors/exit-code.ts';
import { formatDescription } from '../inspect/format-description.ts';
import { formatProvenance } from '../provenance/format-provenance.ts';
import { provenanceOf, manifestBeside } from '../provenance/provenance-of.ts';
import { styleFor } from '@pilotlight/command-line/style';

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
  const provenance = await provenanceOf(model, await manifestBeside(model.folder));
  const style = styleFor(process.stdout);
  console.log(
    json
      ? JSON.stringify({ ...model, ...(provenance ? { provenance } : {}) }, undefined, 2)
      : [
          formatDescription(model, style),
          ...(provenance ? ['', formatProvenance(provenance, style)] : []),
        ].join('\n'),
  );
  if (!model.chosen) process.exitCode = EXIT_CODE.failed;
}
