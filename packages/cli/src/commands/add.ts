import { inspectModel } from '@pilotlight/model-formats';
import { ENGINE_NAMES, type EngineName } from '@pilotlight/protocol';
import { Command, Option } from 'commander';
import { PIXEL_RANGES, type PixelRange } from '../models/image-preprocessing.ts';
import { MODEL_PATHS } from '../models/model-argument.ts';
import { fitModelName, modelNameFrom } from '../models/model-name.ts';
import { readLabels } from '../models/read-labels.ts';
import { DEFAULT_MODELS, modelsOption } from '../models/models-option.ts';
import { readRequest } from '../files/read-request.ts';
import { formatAdded } from '../output/format-added.ts';
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
    .argument('<path>', MODEL_PATHS)
    .option('--name <name>', 'what callers call it; the name of the file or folder unless said')
    .option('--version <number>', 'the version; the next one unless said', wholeNumber('version'))
    .option('--labels <file>', 'what the classes are called, one a line')
    .addOption(
      new Option('--engine <engine>', 'which engine runs it, unless the chosen one').choices(ENGINE_NAMES),
    )
    .addOption(
      new Option('--pixels <range>', 'take encoded images, and give the model their pixels as this').choices(
        PIXEL_RANGES,
      ),
    )
    .option(
      '--sample <file>',
      'a request as JSON, or an image, that the model can be run on; one is looked for unless said',
    )
    .option(
      '--timeout <seconds>',
      'the longest that loading and running it may take',
      wholeNumber('timeout'),
      120,
    )
    .option('--no-compare', "do not compare its answers with another engine's")
    .addOption(modelsOption())
    .option('--json', 'print the manifest as JSON')
    .addHelpText(
      'after',
      `
A version is never overwritten, and a model that cannot be run, or answers otherwise than another engine, is not added.

Examples:
  $ pilotlight add mobilenet_v2.tflite --name mobilenet-v2 --labels imagenet_labels.txt
  $ pilotlight add export/saved_model --name churn
  $ pilotlight add web_model/model.json --name flowers --pixels 0..1
  $ pilotlight add export/saved_model --name plates --sample plate.jpg`,
    )
    .action(add);
}

async function add(path: string, { labels, json = false, models, ...options }: Options): Promise<void> {
  const description = await inspectModel(path);
  // No other command waits for the runtime and its engines to be read.
  const { addModel } = await import('../models/add-model.ts');
  const { manifestIn } = await import('../models/manifest-in.ts');
  const { provenanceOf } = await import('../provenance/provenance-of.ts');
  const ownName = modelNameFrom(path);
  const name = options.name ?? fitModelName(ownName);
  const isTold = !json && process.stderr.isTTY;
  const added = await addModel({
    description,
    modelsDirectory: models,
    name,
    version: options.version,
    engine: options.engine,
    pixels: options.pixels,
    labels: labels === undefined ? undefined : await readLabels(labels),
    provenance: await provenanceOf(description, await manifestIn(description.folder)),
    sample: options.sample === undefined ? undefined : await readRequest(options.sample),
    compares: options.compare,
    timeoutMs: options.timeout * 1000,
    onStep: (step) => {
      if (isTold) console.error(`… ${step}`);
    },
  });
  const { directory, manifest, whyNoSnapshot } = added;
  if (json) {
    console.log(
      JSON.stringify(
        { model: directory.model, version: directory.version, manifest, whyNoSnapshot },
        undefined,
        2,
      ),
    );
    return;
  }
  const style = styleFor(process.stdout);
  const fitted = options.name === undefined && name !== ownName ? ownName : undefined;
  const { labels: namesFound, pixels: pixelsFound } = description.carried;
  const carried = {
    ...(labels === undefined && namesFound ? { labels: namesFound } : {}),
    ...(options.pixels === undefined && pixelsFound && added.manifest.preprocessing
      ? { pixels: pixelsFound }
      : {}),
  };
  const served = models === DEFAULT_MODELS ? undefined : models;
  console.log(formatAdded(added, { fitted, carried, models: served }, style));
}
