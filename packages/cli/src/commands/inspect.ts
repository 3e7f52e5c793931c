import { basename, dirname, join } from 'node:path';
import { Command } from 'commander';
import { EXIT_CODE } from '../errors/exit-code.ts';
import { formatDescription } from '../output/format-description.ts';
import { isOnlyKeras } from '../models/is-only-keras.ts';
import { MODEL_ARGUMENT, MODEL_PATHS } from '../models/model-argument.ts';
import type { ConversionPreview } from '../models/preview-conversion.ts';
import { modelsOption } from '../models/models-option.ts';
import { formatProvenance } from '../output/format-provenance.ts';
import { describeRefusal } from '../output/describe-conversion.ts';
import { CommandError } from '@pilotlight/command-line/command-error';
import { safeText } from '@pilotlight/command-line/safe-text';
import { isKerasPath, type ModelDescription, ModelFormatError } from '@pilotlight/model-formats';
import { styleFor } from '@pilotlight/command-line/style';

export function inspectCommand(): Command {
  return new Command('inspect')
    .description('describes a model and says which engines can run it, without running it')
    .argument('<model>', `${MODEL_ARGUMENT}: ${MODEL_PATHS}, or a Keras file`)
    .addOption(modelsOption())
    .option('--json', 'print everything as JSON')
    .addHelpText(
      'after',
      `
It exits with 1 if the file is not a model or no engine can run it.

Examples:
  $ pilotlight inspect digits
  $ pilotlight inspect mobilenet_v2.tflite --json | jq .chosen
  $ pilotlight inspect export/saved_model`,
    )
    .action(inspect);
}

async function inspect(
  name: string,
  { models, json = false }: { models: string; json?: boolean },
): Promise<void> {
  if (isKerasPath(name)) {
    await inspectConverted(name, 'is a Keras file', json);
    return;
  }
  // Loaded here, so that no other command waits for it.
  const { findModel } = await import('../models/find-model.ts');
  const { description: model, provenance } = await findModel(name, { models });
  // Only these models need the converter, so only they wait for it.
  let conversion: ConversionPreview | undefined;
  if (isOnlyKeras(model)) {
    conversion = await tryConverted(model, json);
    if (conversion === undefined) return;
  } else if (model.format === 'saved-model') conversion = await preview(model);
  const style = styleFor(process.stdout);
  console.log(
    json
      ? JSON.stringify(
          { ...model, ...(conversion ? { conversion } : {}), ...(provenance ? { provenance } : {}) },
          undefined,
          2,
        )
      : [
          formatDescription(model, style, conversion?.converts),
          ...(conversion?.converts === false
            ? [safeText(describeRefusal(conversion.why, model.chosen !== undefined))]
            : []),
          ...(provenance ? ['', formatProvenance(provenance, style)] : []),
        ].join('\n'),
  );
  if (!model.chosen && !conversion?.converts) process.exitCode = EXIT_CODE.failed;
}

/** Describes the result of converting a Keras model: no engine runs it as it is. @param what says why, for people. */
async function inspectConverted(path: string, what: string, json: boolean): Promise<void> {
  const { withConvertedKeras } = await import('../models/convert-first.ts');
  await withConvertedKeras(path, { isCompared: false }, async ({ description }) => {
    const model = { ...description, folder: dirname(path), entry: basename(path) };
    console.log(
      json
        ? JSON.stringify(model, undefined, 2)
        : `${path} ${what}. \`pilotlight add\` converts it to this, without Python:\n\n${formatDescription(model, styleFor(process.stdout))}`,
    );
    if (!model.chosen) process.exitCode = EXIT_CODE.failed;
  });
}

/** Prints the result of converting a Keras layers model. @returns the reason if it cannot be converted. */
async function tryConverted(model: ModelDescription, json: boolean): Promise<ConversionPreview | undefined> {
  const what = 'has layers of Keras that TensorFlow.js does not have';
  try {
    await inspectConverted(join(model.folder, model.entry), what, json);
    return undefined;
  } catch (error) {
    const cause = error instanceof CommandError ? error.cause : error;
    const { ConversionError } = await import('@pilotlight/converter');
    if (!ConversionError.isInstance(cause) && !ModelFormatError.isInstance(cause)) throw error;
    return { converts: false, why: cause.message };
  }
}

async function preview(model: ModelDescription): Promise<ConversionPreview> {
  const { previewConversion } = await import('../models/preview-conversion.ts');
  return previewConversion(model);
}
