import { inspectModel, isKerasPath } from '@pilotlight/model-formats';
import { ENGINE_NAMES, type EngineName } from '@pilotlight/protocol';
import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';
import { Command, Option } from 'commander';
import { PIXEL_RANGES, type PixelRange } from '../models/image-preprocessing.ts';
import { MODEL_PATHS } from '../models/model-argument.ts';
import { modelNameFrom } from '../models/model-name.ts';
import { readLabels } from '../models/read-labels.ts';
import { describeConversion } from '../output/describe-conversion.ts';
import type { addModel } from '../models/add-model.ts';
import type { Served } from '../models/convert-first.ts';
import { sampleOfSize } from '../models/sample-of-size.ts';
import { modelsOption } from '../models/models-option.ts';
import { safeText } from '@pilotlight/command-line/safe-text';
import { styleFor } from '@pilotlight/command-line/style';
import { wholeNumber } from '@pilotlight/command-line/whole-number';

interface Options {
  name?: string;
  version?: number;
  labels?: string;
  engine?: EngineName;
  pixels?: PixelRange;
  models: string;
  json?: boolean;
}

export function addCommand(): Command {
  return new Command('add')
    .description(
      'puts a model into the folder that is served: checks it, copies it, runs it once, measures it',
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
    .addOption(modelsOption())
    .option('--json', 'print the manifest as JSON')
    .addHelpText(
      'after',
      `
A version is never overwritten, and a model that cannot be run is not added. A SavedModel is converted to TensorFlow.js,
which starts sooner, if it answers the same then; --engine tfjs-node keeps it as it is.

Examples:
  $ pilotlight add mobilenet_v2.tflite --name mobilenet-v2 --labels imagenet_labels.txt
  $ pilotlight add export/saved_model --name churn
  $ pilotlight add churn.keras
  $ pilotlight add web_model/model.json --name flowers --pixels 0..1`,
    )
    .action(add);
}

async function add(path: string, options: Options): Promise<void> {
  if (isKerasPath(path)) await addKeras(path, options);
  else await addOther(path, options);
}

/** Adds what a `.keras` or `.h5` file is converted to. */
async function addKeras(path: string, { labels, json = false, models, ...options }: Options): Promise<void> {
  const { addModel } = await import('../models/add-model.ts');
  const { withConvertedKeras } = await import('../models/convert-first.ts');
  const tell = (line: string) => {
    if (!json && process.stderr.isTTY) console.error(line);
  };
  const labelled = labels === undefined ? undefined : await readLabels(labels);
  tell('Converting the model …');
  await withConvertedKeras(path, { isCompared: true }, async (served) => {
    tell('Copying the model, running it, taking a snapshot, measuring it …');
    const added = await addModel({
      description: served.description,
      modelsDirectory: models,
      name: options.name ?? modelNameFrom(path),
      version: options.version,
      engine: options.engine,
      pixels: options.pixels,
      labels: labelled,
      provenance: undefined,
      ...choicesOf(served),
    });
    report(added, served, json);
  });
}

async function addOther(path: string, { labels, json = false, models, ...options }: Options): Promise<void> {
  const description = await inspectModel(path);
  // No other command waits for the runtime, its engines and the converter to be read.
  const { addModel } = await import('../models/add-model.ts');
  const { manifestIn } = await import('../models/manifest-in.ts');
  const { provenanceOf } = await import('../provenance/provenance-of.ts');
  const { withConverted } = await import('../models/convert-first.ts');
  const { ModelError } = await import('@pilotlight/model-runtime');
  const tell = (line: string) => {
    if (!json && process.stderr.isTTY) console.error(line);
  };
  if (description.format === 'saved-model') tell('Converting the model, comparing it with the original …');
  const labelled = labels === undefined ? undefined : await readLabels(labels);
  const provenance = await provenanceOf(description, await manifestIn(description.folder));
  await withConverted(description, options.engine, async (served) => {
    tell('Copying the model, running it, taking a snapshot, measuring it …');
    const addServed = (what: Served) =>
      addModel({
        description: what.description,
        modelsDirectory: models,
        name: options.name ?? modelNameFrom(path),
        version: options.version,
        engine: options.engine,
        pixels: options.pixels,
        labels: labelled,
        provenance,
        ...(what.kind === 'converted' ? choicesOf(what) : {}),
      });
    if (served.kind === 'as-it-is' || options.engine !== undefined) {
      report(await addServed(served), served, json);
      return;
    }
    const added = await addServed(served).catch((error: unknown) => {
      if (!(error instanceof ModelError)) throw error;
      return error.message;
    });
    if (typeof added !== 'string') {
      report(added, served, json);
      return;
    }
    // What was converted may fail where it is run as it will be served.
    const original: Served = { kind: 'as-it-is', description, whyNotConverted: added };
    report(await addServed(original), original, json);
  });
}

/** What is known of a model that was converted. */
function choicesOf({ compared, description }: Extract<Served, { kind: 'converted' }>) {
  const { comparedBy, openSize } = compared;
  const { [DEFAULT_SIGNATURE]: byDefault = Object.values(description.signatures)[0] } =
    description.signatures;
  return {
    comparedBy,
    sample: byDefault && openSize !== undefined ? sampleOfSize(byDefault, openSize) : undefined,
  };
}

function report(
  { directory, manifest, whyNoSnapshot }: Awaited<ReturnType<typeof addModel>>,
  served: Served,
  json: boolean,
): void {
  if (json) {
    console.log(
      JSON.stringify(
        {
          model: directory.model,
          version: directory.version,
          manifest,
          whyNoSnapshot,
          ...(served.kind === 'converted' ? { compared: served.compared } : {}),
          ...(served.kind === 'as-it-is' ? { whyNotConverted: served.whyNotConverted } : {}),
        },
        undefined,
        2,
      ),
    );
    return;
  }
  const style = styleFor(process.stdout);
  const { measured, engine, preprocessing } = manifest;
  console.log(
    `${style('bold', `${directory.model}, version ${directory.version}`)} is served from the next build on.`,
  );
  console.log(`  runs on ${engine}${preprocessing ? ', takes images' : ''}`);
  const conversion = describeConversion(served);
  if (conversion !== undefined) console.log(`  ${safeText(conversion)}`);
  console.log(
    whyNoSnapshot === undefined ? '  starts from a snapshot' : `  has no snapshot: ${whyNoSnapshot}`,
  );
  if (measured) {
    const ownMiB = Math.round(measured.peakMiB - measured.processMiB);
    const warm = measured.warmMs === undefined ? '' : `, ${measured.warmMs.toFixed(1)} ms to a later one`;
    console.log(
      `  took ${Math.round(measured.coldStartMs)} ms to its first prediction${warm}, and ${ownMiB} MiB`,
    );
  }
}
