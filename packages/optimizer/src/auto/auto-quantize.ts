import type { Manifest } from '@pilotlight/model-runtime';
import { type Dataset, spread } from '../data/dataset.ts';
import type { Storage } from '../quantize/precision.ts';
import { quantizeModel } from '../quantize/quantize-model.ts';
import type { TfjsModel } from '../tfjs/weight.ts';
import { equalizeModel } from '../equalize/equalize-model.ts';
import { prepareCalibration } from './calibration.ts';
import { chooseLevels, type Sensitivity } from './choose-levels.ts';
import { createJudge, type Judge } from './judge.ts';
import { createTrial, type Trial } from './trial.ts';

/**
 * Examples are run so often to measure the sensitivity of all units, however many there are; the choice itself is tried
 * on all examples.
 */
const PROBE_RUNS = 512;

export interface AutoQuantized {
  model: TfjsModel;
  /** Whether the ranges of its channels were made alike first, which leaves the function as it was. */
  isEqualized: boolean;
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
  most,
  maxDrop,
  scratch,
  onRun = () => {},
}: {
  model: TfjsModel;
  manifest: Manifest;
  dataset: Dataset;
  /** Examples to calibrate with, spread over all of the data. */
  most: number;
  /** See {@link Judge.drop}. */
  maxDrop: number;
  scratch: string;
  /** Called after each example that was run. */
  onRun?: () => void;
}): Promise<AutoQuantized> {
  const examples = spread(dataset, most);
  await using calibration = await prepareCalibration({ manifest, dataset, examples, scratch });
  const { truths } = calibration;
  let trial = await createTrial({ model, calibration, onRun });
  try {
    const reference = await trial.answers();
    const judge = createJudge({ reference, truths, labels: manifest.labels, dataset });
    const probes = spread({ count: examples.length }, Math.ceil(PROBE_RUNS / trial.units.length));

    const equalized = equalizeModel(model);
    if (equalized) {
      const unequal = await coarseDistance(trial, judge, probes);
      let other = await createTrial({ model: equalized, calibration, onRun });
      if ((await coarseDistance(other, judge, probes)) < unequal) [trial, other] = [other, trial];
      other[Symbol.dispose]();
    }

    const { levels, drop, sensitivities } = await chooseLevels({ trial, judge, probes, maxDrop });
    const storage = new Map(
      [...levels].flatMap(([unit, level]) =>
        unit.weights.map((weight): [string, Storage] => [weight.name, weight.storage[level]]),
      ),
    );
    return {
      model: quantizeModel(trial.model, storage),
      isEqualized: trial.model === equalized,
      storage,
      sensitivities,
      examples: examples.length,
      drop,
    };
  } finally {
    trial[Symbol.dispose]();
  }
}

/** How far the answers move when every kernel is kept in one byte a weight. */
async function coarseDistance(trial: Trial, judge: Judge, probes: readonly number[]): Promise<number> {
  trial.set(new Map(trial.units.map((unit) => [unit, 'uint8'])));
  return judge.distance(await trial.probe(probes));
}
