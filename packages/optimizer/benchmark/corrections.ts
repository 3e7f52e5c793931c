// What equalisation and bias correction are worth, by themselves and together, when every kernel is kept in a byte a
// weight and every vector in two: node corrections.ts MODEL MNIST
// MODEL is a TensorFlow.js model of digits that takes a pixel as 0 to 1, MNIST the folder with its four files. The means
// are those of the first training images, what is right is counted on the test images.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectModel } from '@pilotlight/model-formats';
import { parseManifest } from '@pilotlight/model-runtime';
import { DEFAULT_SIGNATURE } from '@pilotlight/protocol';
import { prepareCalibration } from '../src/auto/calibration.ts';
import { createTfjsRunner } from '../src/auto/tfjs-runner.ts';
import { createTrial } from '../src/auto/trial.ts';
import { type Correction, correctBiases } from '../src/correct/correct-biases.ts';
import { equalizeModel } from '../src/equalize/equalize-model.ts';
import { openDataset, readTfjsModel, spread } from '../src/index.ts';
import { floatValues, type WeightValues } from '../src/tfjs/float-values.ts';

const MEAN_EXAMPLES = 32;

const [path, mnist] = process.argv.slice(2);
if (path === undefined || mnist === undefined) throw new TypeError('usage: node corrections.ts MODEL MNIST');

const { signatures, format } = await inspectModel(path);
const [input = ''] = Object.keys(signatures[DEFAULT_SIGNATURE]?.inputs ?? {});
const manifest = parseManifest({
  format,
  engine: 'wasm',
  entry: 'model.json',
  signatures,
  preprocessing: { [input]: { resize: 'bilinear', crop: 'none', channels: 'gray', mean: 0, std: 255 } },
  files: {},
  sample: 'zeros',
});
const model = await readTfjsModel(path);

const scratch = await mkdtemp(join(tmpdir(), 'pilotlight-corrections-'));
try {
  const train = await openDataset(mnist, 'calibration');
  const test = await openDataset(mnist, 'evaluation');
  const prepare = async (dataset: typeof train, most?: number) =>
    prepareCalibration({
      manifest,
      dataset,
      examples: spread(dataset, most),
      scratch: await mkdtemp(join(scratch, 'inputs-')),
    });
  await using means = await prepare(train, MEAN_EXAMPLES);
  await using judged = await prepare(test);
  using runner = await createTfjsRunner(model);
  const begin = (valuesOf: WeightValues, corrections: readonly Correction[], calibration = judged) =>
    createTrial({ model, valuesOf, corrections, runner, calibration, onRun: () => {} });

  const rightOf = async (valuesOf: WeightValues, corrections: readonly Correction[]) => {
    const trial = begin(valuesOf, corrections);
    trial.set(new Map(trial.units.map((unit) => [unit, 'uint8'])));
    let right = 0;
    for await (const [at, scores] of trial.answers([...judged.truths.keys()])) {
      const truth = judged.truths[at];
      if (truth?.kind === 'class' && truth.label === scores.indexOf(Math.max(...scores))) right += 1;
    }
    return `${((100 * right) / judged.truths.length).toFixed(2)} %`;
  };

  for (const [name, valuesOf] of [
    ['as trained', floatValues],
    ['equalised', equalizeModel(model)],
  ] as const) {
    if (!valuesOf) continue;
    const exact = begin(valuesOf, [], means);
    const corrections = await correctBiases({
      model,
      valuesOf,
      runner,
      run: async () => {
        for await (const _ of exact.answers([...means.truths.keys()]));
      },
    });
    console.log(`${name}: ${await rightOf(valuesOf, [])}`);
    console.log(`${name}, biases corrected: ${await rightOf(valuesOf, corrections)}`);
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
}
