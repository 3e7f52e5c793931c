import type { Manifest } from '@pilotlight/model-runtime/store';
import { type Dataset, spread } from '../data/dataset.ts';
import type { Storage } from '../quantize/precision.ts';
import { quantizeModel } from '../quantize/quantize-model.ts';
import { floatValues, type WeightValues } from '../tfjs/float-values.ts';
import type { TfjsModel } from '../tfjs/tfjs-model.ts';
import { type Correction, correctBiases } from '../correct/correct-biases.ts';
import { equalizeModel } from '../equalize/equalize-model.ts';
import { prepareCalibration } from './calibration.ts';
import { chooseLevels, type Sensitivity } from './choose-levels.ts';
import { createScorer, type Scorer } from './scorer.ts';
import { planStorage } from './plan-storage.ts';
import { createTfjsRunner } from './tfjs-runner.ts';
import { createTrial, type Trial } from './trial.ts';

/**
 * Examples are run so often to measure the sensitivity of all units, however many there are; the choice itself is tried
 * on all examples.
 */
const PROBE_RUNS = 256;

/** Examples whose means biases are corrected by: of each there are as many places as a picture has. */
const MEAN_EXAMPLES = 32;

export interface AutoQuantized {
  model: TfjsModel;
  /** Whether the ranges of its channels were made alike first, which leaves the function as it was. */
  isEqualized: boolean;
  /** Whether biases take away what bytes do to the means of channels. */
  isCorrected: boolean;
  /** How each weight that was looked at is stored. */
  storage: ReadonlyMap<string, Storage>;
  sensitivities: readonly Sensitivity[];
  /** Examples that it was calibrated with. */
  examples: number;
  /** How much worse its answers to these are than the original's. */
  drop: number;
}

/**
 * Stores each weight of a model in as few bits as its answers to calibration data allow.
 *
 * @param scratch an empty folder, for what is in the way of memory.
 * @throws {OptimizerError} where the data is not for this model, or the model cannot be run so.
 */
export async function autoQuantize({
  model,
  manifest,
  dataset,
  maxExamples,
  maxDrop,
  scratch,
  onRun = () => {},
}: {
  model: TfjsModel;
  manifest: Manifest;
  dataset: Dataset;
  /** Examples to calibrate with, spread over all of the data. */
  maxExamples: number;
  /** See {@link Scorer.drop}. */
  maxDrop: number;
  scratch: string;
  /** Called after each example that was run. */
  onRun?: () => void;
}): Promise<AutoQuantized> {
  const examples = spread(dataset, maxExamples);
  await using calibration = await prepareCalibration({ manifest, dataset, examples, scratch });
  using runner = await createTfjsRunner(model);
  const begin = (valuesOf: WeightValues, corrections: readonly Correction[] = []) =>
    createTrial({ model, valuesOf, corrections, runner, calibration, onRun });
  const plain = begin(floatValues);
  const { truths } = calibration;
  const reference: Float32Array[] = [];
  for await (const [, answer] of plain.answers([...truths.keys()])) reference.push(answer);
  const scorer = createScorer({ reference, truths, labels: manifest.labels, dataset });
  const probes = spread({ count: examples.length }, Math.ceil(PROBE_RUNS / plain.units.length));

  // Each is done only where it brings the answers closer, with every kernel in bytes.
  let valuesOf: WeightValues = floatValues;
  let distance = await coarseDistance(plain, scorer, probes);
  const equalized = equalizeModel(model);
  const equalizedDistance = equalized ? await coarseDistance(begin(equalized), scorer, probes) : Number.NaN;
  const isEqualized = equalized !== undefined && equalizedDistance < distance;
  if (isEqualized) [valuesOf, distance] = [equalized, equalizedDistance];

  const exact = begin(valuesOf);
  const means = spread({ count: examples.length }, MEAN_EXAMPLES);
  const corrections = await correctBiases({
    model,
    valuesOf,
    runner,
    run: () => runAll(exact.answers(means)),
  });
  const correctedDistance = await coarseDistance(begin(valuesOf, corrections), scorer, probes);
  const isCorrected = corrections.length > 0 && correctedDistance < distance;

  const trial = begin(valuesOf, isCorrected ? corrections : []);
  const { levels, drop, sensitivities } = await chooseLevels({ trial, scorer, probes, maxDrop });
  trial.set(levels);
  const storage = planStorage(trial.units, levels, trial.valuesOf);
  return {
    model: quantizeModel(model, storage, trial.valuesOf),
    isEqualized,
    isCorrected,
    storage,
    sensitivities,
    examples: examples.length,
    drop,
  };
}

async function runAll(answers: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of answers);
}

/** How far the answers move when every kernel is kept in one byte a weight. */
async function coarseDistance(trial: Trial, scorer: Scorer, probes: readonly number[]): Promise<number> {
  trial.set(new Map(trial.units.map((unit) => [unit, 'uint8'])));
  return scorer.distance(trial.answers(probes));
}
