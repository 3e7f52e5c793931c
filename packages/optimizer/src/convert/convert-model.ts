import { mkdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { inspectModel, type ModelDescription } from '@pilotlight/model-formats';
import type { Manifest } from '@pilotlight/model-runtime/store';
import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';
import { type Calibration, prepareCalibration } from '../auto/calibration.ts';
import { type Dataset, spread } from '../data/dataset.ts';
import { OptimizerError } from '../optimizer-error.ts';
import type { Conversion } from './conversion.ts';
import { addTfjsConverter, pythonEnvironment } from './python-environment.ts';
import { runProgram } from './run-program.ts';

const SCRIPT = join(import.meta.dirname, '../../python/convert.py');
const STEP_MINUTES = 30;

/** A converted model, and the original's answers to the examples. */
export interface Converted {
  /** The `.tflite` file or the folder of the graph model, in the scratch folder. */
  path: string;
  /** Indices of the examples in their data. */
  examples: readonly number[];
  reference: readonly Float32Array[];
}

/**
 * Converts a model with TensorFlow's own converters, in a Python environment made for this. Every model first becomes a
 * SavedModel.
 *
 * @throws {OptimizerError} if Python or the converter is missing, or the model cannot be converted.
 */
export async function convertModel({
  source,
  conversion,
  manifestOf,
  dataset,
  maxExamples,
  scratch,
  onStep,
}: {
  /** A SavedModel, the `model.json` of a layers model, or a `.keras` or `.h5` file. */
  source: string;
  conversion: Conversion;
  /** Returns the manifest for the SavedModel, such as its pixel range. */
  manifestOf: (description: ModelDescription) => Manifest;
  dataset: Dataset;
  /** Number of examples to calibrate with and to compare on. */
  maxExamples: number;
  /** An empty folder. */
  scratch: string;
  onStep: (step: string) => void;
}): Promise<Converted> {
  const kind = await kindOf(source);
  const python = await pythonEnvironment(onStep);
  if (conversion.to === 'tfjs') await addTfjsConverter(python, onStep);
  const run = (step: string, what: string, parameters: object) => {
    onStep(what);
    const input = JSON.stringify(parameters);
    return runProgram({
      file: python, // Without `-B` the code that TensorFlow generates leaves a __pycache__ next to the output.
      args: ['-B', SCRIPT, step],
      minutes: STEP_MINUTES,
      what,
      input,
    });
  };

  const savedModel = kind.kind === 'saved-model' ? kind.path : join(scratch, 'saved-model');
  if (kind.kind !== 'saved-model') {
    const parameters = { source: kind.path, kind: kind.kind, output: savedModel };
    await run('saved-model', 'Making a SavedModel of it', parameters);
  }
  const inputs = join(scratch, 'inputs');
  await mkdir(inputs);
  const manifest = manifestOf(await inspectModel(savedModel));
  assertOneOutput(manifest);
  const examples = spread(dataset, maxExamples);
  await using calibration = await prepareCalibration({ manifest, dataset, examples, scratch: inputs });
  const described = { file: calibration.file, examples: calibration.places };

  const path = join(scratch, conversion.to === 'tfjs' ? 'tfjs' : 'model.tflite');
  if (conversion.to === 'tfjs') {
    await run('tfjs', 'Converting it for TensorFlow.js', { source: savedModel, output: path });
  } else {
    const { quantize } = conversion;
    const parameters = { source: savedModel, quantize, calibration: described, output: path, scratch };
    await run('tflite', 'Converting it for TensorFlow Lite', parameters);
  }
  const answers = join(scratch, 'answers.bin');
  await run('answers', 'Running the original', {
    source: savedModel,
    calibration: described,
    output: answers,
  });
  return { path, examples, reference: await readAnswers(answers, calibration) };
}

/** Called before the slow conversion: a converted model is compared by its only output. */
function assertOneOutput({ signatures }: Manifest): void {
  const names = Object.keys(signatures[DEFAULT_SIGNATURE]?.outputs ?? {});
  if (names.length > 1) {
    throw new OptimizerError(
      `it has ${names.length} outputs (${names.join(', ')}), but only one can be compared: export a model with one output`,
    );
  }
}

type Source = { kind: 'saved-model' | 'tfjs-layers-model' | 'keras'; path: string };

async function kindOf(source: string): Promise<Source> {
  if (['.keras', '.h5', '.hdf5'].includes(extname(source))) return { kind: 'keras', path: source };
  const { format, folder, entry } = await inspectModel(source);
  switch (format) {
    case 'saved-model':
      return { kind: format, path: folder };
    case 'tfjs-layers-model':
      return { kind: format, path: join(folder, entry) };
    case 'tfjs-graph-model':
    case 'tflite':
      throw new OptimizerError(
        `${source} is a ${format}, which no converter of TensorFlow reads: use its source, a SavedModel, a ` +
          'Keras file or a layers model',
      );
  }
}

async function readAnswers(file: string, { truths }: Calibration): Promise<Float32Array[]> {
  const content = await readFile(file);
  const all = new Float32Array(content.buffer, content.byteOffset, content.byteLength / 4);
  const width = all.length / truths.length;
  return truths.map((_, at) => all.slice(at * width, (at + 1) * width));
}
