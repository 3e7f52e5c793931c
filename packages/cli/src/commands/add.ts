import { inspectModel, isKerasPath, type ModelDescription } from '@pilotlight/model-formats';
import type { Provenance } from '@pilotlight/model-runtime/store';
import type { AddedModel } from '../models/add-model.ts';
import { ENGINE_NAMES, type EngineName } from '@pilotlight/protocol';
import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';
import { Command, Option } from 'commander';
import { PIXEL_RANGES, type PixelRange } from '../models/image-preprocessing.ts';
import { MODEL_PATHS } from '../models/model-argument.ts';
import { fitModelName, modelNameFrom } from '../models/model-name.ts';
import { readLabels } from '../models/read-labels.ts';
import { DEFAULT_MODELS, modelsOption } from '../models/models-option.ts';
import { readRequest } from '../files/read-request.ts';
import { formatAdded } from '../output/format-added.ts';
import type { Served } from '../models/convert-first.ts';
import { sampleOfSize } from '../models/sample-of-size.ts';
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
    .argument('<path>', `${MODEL_PATHS}, or a Keras file (.keras, .h5)`)
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
A SavedModel is converted to TensorFlow.js, which starts sooner, if it answers the same then; --engine tfjs-node keeps it
as it is.

Examples:
  $ pilotlight add mobilenet_v2.tflite --name mobilenet-v2 --labels imagenet_labels.txt
  $ pilotlight add export/saved_model --name churn
  $ pilotlight add churn.keras
  $ pilotlight add web_model/model.json --name flowers --pixels 0..1
  $ pilotlight add export/saved_model --name plates --sample plate.jpg`,
    )
    .action(add);
}

async function add(path: string, { labels, json = false, models, ...options }: Options): Promise<void> {
  // No other command waits for the runtime, its engines and the converter to be read.
  const { addModel } = await import('../models/add-model.ts');
  const { withConverted, withConvertedKeras } = await import('../models/convert-first.ts');
  const ownName = modelNameFrom(path);
  const name = options.name ?? fitModelName(ownName);
  const isTold = !json && process.stderr.isTTY;
  const onStep = (step: string) => {
    if (isTold) console.error(`… ${step}`);
  };
  const given = labels === undefined ? undefined : await readLabels(labels);
  const sample = options.sample === undefined ? undefined : await readRequest(options.sample);

  const addServed = (served: Served, original?: Original) =>
    addModel({
      description: served.description,
      modelsDirectory: models,
      name,
      version: options.version,
      engine: options.engine,
      pixels: options.pixels,
      labels: given ?? original?.description.carried.labels?.names,
      provenance: original?.provenance,
      sample,
      compares: options.compare,
      timeoutMs: options.timeout * 1000,
      onStep,
      ...(served.kind === 'converted' ? choicesOf(served) : {}),
    });
  const report = (added: AddedModel, served: Served, carriedBy?: ModelDescription) => {
    if (json) {
      const { directory, manifest, whyNoSnapshot } = added;
      const { model, version } = directory;
      const conversion = served.kind === 'converted' ? {} : { whyNotConverted: served.whyNotConverted };
      const said = { model, version, manifest, whyNoSnapshot, ...conversion };
      console.log(JSON.stringify(said, undefined, 2));
      return;
    }
    const { labels: namesFound, pixels: pixelsFound } = carriedBy?.carried ?? {};
    const isImage = added.manifest.preprocessing !== undefined;
    const said = {
      fitted: options.name === undefined && name !== ownName ? ownName : undefined,
      carried: {
        ...(labels === undefined && namesFound ? { labels: namesFound } : {}),
        ...(options.pixels === undefined && pixelsFound && isImage ? { pixels: pixelsFound } : {}),
      },
      newestOf: carriedBy?.newestOf,
      conversion: describeConversion(served),
      isConverted: served.kind === 'converted',
      models: models === DEFAULT_MODELS ? undefined : models,
    };
    console.log(formatAdded(added, said, styleFor(process.stdout)));
  };

  if (isKerasPath(path)) {
    onStep('converting it, and comparing it with the original');
    await withConvertedKeras(path, { isCompared: true }, async (served) => {
      report(await addServed(served), served);
    });
    return;
  }
  const { manifestIn } = await import('../models/manifest-in.ts');
  const { provenanceOf } = await import('../provenance/provenance-of.ts');
  const { ModelError } = await import('@pilotlight/model-runtime');
  const description = await inspectModel(path);
  const original = {
    description,
    provenance: await provenanceOf(description, await manifestIn(description.folder)),
  };
  if (description.format === 'saved-model') onStep('converting it, and comparing it with the original');
  await withConverted(description, options.engine, async (converted) => {
    let served = converted;
    const added = await addServed(served, original).catch((error: unknown) => {
      const isFinal = served.kind === 'as-it-is' || options.engine !== undefined;
      if (isFinal || !(error instanceof ModelError)) throw error;
      // What was converted may fail where it is run as it will be served.
      served = { kind: 'as-it-is', description, whyNotConverted: error.message };
      return addServed(served, original);
    });
    report(added, served, description);
  });
}

/** A model as it was given, and how it was made. */
interface Original {
  description: ModelDescription;
  provenance: Provenance | undefined;
}

/** What is known of a model that was converted. */
function choicesOf({ checked, description }: Extract<Served, { kind: 'converted' }>) {
  const { compared, openSize } = checked;
  const { [DEFAULT_SIGNATURE]: byDefault = Object.values(description.signatures)[0] } =
    description.signatures;
  return {
    compared,
    smallestSample: byDefault && openSize !== undefined ? sampleOfSize(byDefault, openSize) : undefined,
  };
}
