// Measures the gain of equalization and of bias correction, alone and together, when every kernel is stored in one byte
// per weight and every vector in two: node corrections.ts MODEL MNIST
// MODEL is a TensorFlow.js model of digits that takes pixels as 0 to 1, MNIST the folder with its four files. The means
// are those of the first training images; correct answers are counted on the test images.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatPercent } from '@pilotlight/statistics/format-percent';
import { prepareCalibration } from '../src/auto/calibration.ts';
import { createTfjsRunner } from '../src/auto/tfjs-runner.ts';
import { createTrial } from '../src/auto/trial.ts';
import { type Correction, correctBiases } from '../src/correct/correct-biases.ts';
import { equalizeModel } from '../src/equalize/equalize-model.ts';
import type { Level } from '../src/auto/unit.ts';
import { openDataset, readTfjsModel, spread } from '../src/index.ts';
import { digitsManifest } from '../src/model/testing/digits.ts';
import { floatValues, type WeightValues } from '../src/tfjs/float-values.ts';

const MEAN_EXAMPLES = 32;

const [path, mnist] = process.argv.slice(2);
if (path === undefined || mnist === undefined) throw new TypeError('usage: node corrections.ts MODEL MNIST');

const manifest = await digitsManifest(path);
const model = await readTfjsModel(path);

const scratch = await mkdtemp(join(tmpdir(), 'pilotlight-corrections-'));
try {
  const train = await openDataset(mnist, 'calibration');
  const test = await openDataset(mnist, 'evaluation');
  const prepare = async (dataset: typeof train, maxExamples?: number) =>
    prepareCalibration({
      manifest,
      dataset,
      examples: spread(dataset, maxExamples),
      scratch: await mkdtemp(join(scratch, 'inputs-')),
    });
  await using means = await prepare(train, MEAN_EXAMPLES);
  await using judged = await prepare(test);
  using runner = await createTfjsRunner(model);
  const begin = (valuesOf: WeightValues, corrections: readonly Correction[], calibration = judged) =>
    createTrial({ model, valuesOf, corrections, runner, calibration, onRun: () => {} });

  /** Returns for each test image if the answer is right, with all weights stored at a level. */
  const askAll = async (level: Level, valuesOf: WeightValues, corrections: readonly Correction[]) => {
    const trial = begin(valuesOf, corrections);
    trial.set(new Map(trial.units.map((unit) => [unit, level])));
    const isRight: boolean[] = [];
    for await (const [at, scores] of trial.answers([...judged.truths.keys()])) {
      const truth = judged.truths[at];
      isRight.push(truth?.kind === 'class' && truth.label === scores.indexOf(Math.max(...scores)));
    }
    return isRight;
  };
  const original = await askAll('float32', floatValues, []);
  const say = async (name: string, valuesOf: WeightValues, corrections: readonly Correction[]) => {
    const isRight = await askAll('uint8', valuesOf, corrections);
    const right = isRight.filter(Boolean).length;
    const lost = original.filter((was, at) => was && !isRight[at]).length;
    const won = original.filter((was, at) => !was && isRight[at]).length;
    console.log(`${name}: ${formatPercent(right / isRight.length)}, ${lost} lost, ${won} won`);
  };

  for (const [name, valuesOf] of [
    ['as trained', floatValues],
    ['equalized', equalizeModel(model)],
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
    await say(name, valuesOf, []);
    await say(`${name}, biases corrected`, valuesOf, corrections);
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
}
