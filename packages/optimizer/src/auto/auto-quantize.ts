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
 * Total number of examples to run for the sensitivities of all units, for any number of units; the choice itself is
 * tested on all examples.
 */
const PROBE_RUNS = 256;

/** Examples for the means that biases are corrected by: each has as many positions as a picture. */
const MEAN_EXAMPLES = 32;

export interface AutoQuantized {
  model: TfjsModel;
  /** True if the ranges of its channels were equalized first, which does not change its outputs. */
  isEqualized: boolean;
  /** True if biases compensate for the shifts that bytes cause in the means of channels. */
  isCorrected: boolean;
  /** Storage of each weight that was examined. */
  storage: ReadonlyMap<string, Storage>;
  sensitivities: readonly Sensitivity[];
  /** Number of examples that it was calibrated with. */
  examples: number;
  /** Loss on these examples against the original. */
  drop: number;
}

/**
 * Stores each weight of a model in as few bits as its answers to calibration data allow.
 *
 * @param scratch an empty folder, for data that would take too much memory.
 * @throws {OptimizerError} for data that does not fit the model, or a model that cannot run this way.
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
  /** Number of examples to calibrate with, spread over all of the data. */
  maxExamples: number;
  /** See {@link Scorer.drop}. */
  maxDrop: number;
  scratch: string;
  /** Called after each example. */
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

  // Each step is kept only if it brings the answers closer, with every kernel in bytes.
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

/** Returns the distance that the answers move when every kernel is stored in one byte per weight. */
async function coarseDistance(trial: Trial, scorer: Scorer, probes: readonly number[]): Promise<number> {
  trial.set(new Map(trial.units.map((unit) => [unit, 'uint8'])));
  return scorer.distance(trial.answers(probes));
}
