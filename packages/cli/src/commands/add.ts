import type { AddOutcome } from '../models/add-many.ts';
import type { AddedPath, AddPathOptions } from '../models/add-path.ts';
import { ENGINE_NAMES, type EngineName } from '@pilotlight/protocol';
import { Command, Option } from 'commander';
import { CommandError } from '@pilotlight/command-line/command-error';
import { safeText } from '@pilotlight/command-line/safe-text';
import { EXIT_CODE } from '../errors/exit-code.ts';
import { PIXEL_RANGES, type PixelRange } from '../models/image-preprocessing.ts';
import { MODEL_PATHS } from '../models/model-argument.ts';
import { fitModelName, modelNameFrom } from '../models/model-name.ts';
import { readLabels } from '../models/read-labels.ts';
import { DEFAULT_MODELS, modelsOption } from '../models/models-option.ts';
import { readRequest } from '../files/read-request.ts';
import { formatAdded } from '../output/format-added.ts';
import { describeConversion } from '../output/describe-conversion.ts';
import { styleFor } from '@pilotlight/command-line/style';
import { wholeNumber } from '@pilotlight/command-line/whole-number';

interface Options {
  name?: string;
  version?: number;
  labels?: string;
  engine?: EngineName;
  pixels?: PixelRange;
  sample?: string;
  timeout: number;
  compare: boolean;
  models: string;
  json?: boolean;
}

export function addCommand(): Command {
  return new Command('add')
    .description(
      'puts a model into the folder that is served: checks it, copies it, runs it, compares its answers, measures it',
    )
    .argument('<path...>', `${MODEL_PATHS}, or a Keras file (.keras, .h5)`)
    .option('--name <name>', 'the name that callers use; defaults to that of the file or folder')
    .option('--version <number>', 'the version; defaults to the next one', wholeNumber('version'))
    .option('--labels <file>', 'the names of the classes, one per line')
    .addOption(
      new Option('--engine <engine>', 'the engine that runs it, instead of the chosen one').choices(
        ENGINE_NAMES,
      ),
    )
    .addOption(
      new Option('--pixels <range>', 'take encoded images, and scale their pixels to this range').choices(
        PIXEL_RANGES,
      ),
    )
    .option('--sample <file>', 'a JSON request or an image to run the model on; by default, add finds one')
    .option('--timeout <seconds>', 'the time limit for loading and running it', wholeNumber('timeout'), 120)
    .option('--no-compare', "do not compare its answers with another engine's")
    .addOption(modelsOption())
    .option('--json', 'print the manifest as JSON')
    .addHelpText(
      'after',
      `
A version is never overwritten. A model is not added if it cannot run, or if another engine gives different answers.
A SavedModel is converted to TensorFlow.js, which starts faster, if the answers stay the same. --engine tfjs-node serves it
unchanged.

Examples:
  $ pilotlight add mobilenet_v2.tflite --name mobilenet-v2 --labels imagenet_labels.txt
  $ pilotlight add export/saved_model --name churn
  $ pilotlight add churn.keras
  $ pilotlight add web_model/model.json --name flowers --pixels 0..1
  $ pilotlight add export/saved_model --name plates --sample plate.jpg
  $ pilotlight add shops/*      # each is named after its file or folder; several run at a time`,
    )
    .action(add);
}

async function add(paths: string[], options: Options): Promise<void> {
  const [path = '', ...others] = paths;
  const given = {
    engine: options.engine,
    pixels: options.pixels,
    labels: options.labels === undefined ? undefined : await readLabels(options.labels),
    sample: options.sample === undefined ? undefined : await readRequest(options.sample),
    compares: options.compare,
    timeoutMs: options.timeout * 1000,
    modelsDirectory: options.models,
  };
  if (others.length === 0) await addOne(path, given, options);
  else await addAll(paths, given, options);
}

type Given = Omit<AddPathOptions, 'name' | 'version' | 'onStep'>;

async function addOne(path: string, given: Given, options: Options): Promise<void> {
  // No other command waits for the runtime, its engines and the converter to be read.
  const { addPath } = await import('../models/add-path.ts');
  const { json = false, models } = options;
  const ownName = modelNameFrom(path);
  const name = options.name ?? fitModelName(ownName);
  const isTold = !json && process.stderr.isTTY;
  const onStep = (step: string) => {
    if (isTold) console.error(`… ${step}`);
  };
  const { added, served, original } = await addPath(path, {
    ...given,
    name,
    version: options.version,
    onStep,
  });
  if (json) {
    console.log(JSON.stringify(addedJson({ added, served }), undefined, 2));
    return;
  }
  const { labels: namesFound, pixels: pixelsFound } = original?.carried ?? {};
  const isImage = added.manifest.preprocessing !== undefined;
  const said = {
    fitted: options.name === undefined && name !== ownName ? ownName : undefined,
    carried: {
      ...(options.labels === undefined && namesFound ? { labels: namesFound } : {}),
      ...(options.pixels === undefined && pixelsFound && isImage ? { pixels: pixelsFound } : {}),
    },
    newestOf: original?.newestOf,
    tags: original?.tags,
    conversion: describeConversion(served),
    isConverted: served.kind === 'converted',
    models: models === DEFAULT_MODELS ? undefined : models,
  };
  console.log(formatAdded(added, said, styleFor(process.stdout)));
}

async function addAll(paths: readonly string[], given: Given, options: Options): Promise<void> {
  const { json = false } = options;
  if (options.name !== undefined || options.version !== undefined)
    throw new CommandError(
      '--name and --version are for one model: several models are named after their files',
    );
  const { addMany } = await import('../models/add-many.ts');
  let done = 0;
  const outcomes = await addMany(paths, given, (outcome) => {
    done += 1;
    if (!json) console.log(`${done}/${paths.length}  ${formatOutcome(outcome)}`);
  });
  const failed = outcomes.filter((outcome) => 'why' in outcome);
  if (json) {
    const all = outcomes.map((outcome) =>
      'why' in outcome
        ? { path: outcome.path, error: outcome.why }
        : { path: outcome.path, ...addedJson(outcome.added) },
    );
    console.log(JSON.stringify(all, undefined, 2));
  } else {
    console.log(`\n${outcomes.length - failed.length} of ${outcomes.length} models were added.`);
    for (const outcome of failed) console.log(`  ${formatOutcome(outcome)}`);
  }
  if (failed.length > 0) process.exitCode = EXIT_CODE.failed;
}

function addedJson({ added, served }: Pick<AddedPath, 'added' | 'served'>): object {
  const { directory, manifest, whyNoSnapshot } = added;
  const { model, version } = directory;
  const conversion = served.kind === 'converted' ? {} : { whyNotConverted: served.whyNotConverted };
  return { model, version, manifest, whyNoSnapshot, ...conversion };
}

/** Describes the outcome for one of many models in a line. */
function formatOutcome(outcome: AddOutcome): string {
  if ('why' in outcome) return `${safeText(outcome.path)}: not added: ${safeText(outcome.why)}`;
  const { directory, manifest, whyNoSnapshot, stable } = outcome.added.added;
  const start = whyNoSnapshot === undefined ? 'with a snapshot' : 'without a snapshot';
  const label =
    stable === undefined ? '' : `; version ${stable} is stable: pilotlight label sends calls to this one`;
  return `${directory.model}, version ${directory.version}, on ${manifest.engine}, ${start}${label}`;
}
