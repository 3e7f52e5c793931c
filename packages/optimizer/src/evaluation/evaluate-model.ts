import type { Dataset } from '../data/dataset.ts';
import { spread } from '../data/dataset.ts';
import { askModel } from '../model/ask-model.ts';
import type { ServedModel } from '../model/served-model.ts';
import { classNumber } from '../model/class-number.ts';
import { OptimizerError } from '../optimizer-error.ts';
import { meanInterval } from '@pilotlight/statistics/mean-interval';
import { bestOf, rankOf } from './rank-of.ts';
import { type Tally, tally } from './tally.ts';
import { wilsonInterval } from '@pilotlight/statistics/wilson-interval';

interface Interval {
  low: number;
  high: number;
}

/** Quality of a model that predicts classes. */
interface ClassEvaluation extends Tally {
  kind: 'classes';
  /**
   * Share of examples with their class among the five best, with its 95% Wilson interval; undefined for fewer than six
   * classes.
   */
  topFive: { share: number; interval: Interval } | undefined;
  /** True for each example if the right class had the highest score. */
  hits: boolean[];
}

/** Errors of a model that predicts numbers. */
interface ValueEvaluation {
  kind: 'values';
  count: number;
  /** Mean absolute error, with its 95% interval. */
  meanError: number;
  interval: Interval;
  /** Root mean square error. */
  rootMeanSquare: number;
  /** Mean absolute error of each example. */
  errors: number[];
}

export type Evaluation = ClassEvaluation | ValueEvaluation;

/**
 * Runs a model on all examples of a data set, or some of them, and compares its answers with the expected ones.
 *
 * @throws {OptimizerError} for data with classes or values that the model cannot predict.
 */
export async function evaluateModel({
  model,
  dataset,
  examples = spread(dataset),
  onProgress = () => {},
}: {
  model: ServedModel;
  dataset: Dataset;
  /** Indices of the examples to run. */
  examples?: readonly number[];
  /** Called with the number of finished examples. */
  onProgress?: (done: number) => void;
}): Promise<Evaluation> {
  const labels: number[] = [];
  const predictions: number[] = [];
  const ranks: number[] = [];
  const errors: number[] = [];
  const squares: number[] = [];
  let classes = 0;
  for await (const { example, scores } of askModel(model, dataset, examples)) {
    const { truth } = example;
    if (truth.kind === 'class') {
      classes = scores.length;
      const names = { classes, labels: model.manifest.labels, dataset };
      const label = classNumber(truth.label, names);
      labels.push(label);
      predictions.push(bestOf(scores));
      ranks.push(rankOf(scores, label));
    } else {
      const { length } = truth.values;
      if (length !== scores.length) {
        throw new OptimizerError(
          `${example.name} has ${length} target values, but the model has ${scores.length} outputs`,
        );
      }
      const differences = truth.values.map((value, at) => Math.abs(value - (scores[at] ?? Number.NaN)));
      errors.push(differences.reduce((sum, each) => sum + each, 0) / length);
      squares.push(differences.reduce((sum, each) => sum + each * each, 0) / length);
    }
    onProgress(labels.length + errors.length);
  }
  return classes > 0 ? ofClasses({ classes, labels, predictions, ranks }) : ofValues({ errors, squares });
}

function ofClasses({
  classes,
  labels,
  predictions,
  ranks,
}: {
  classes: number;
  labels: number[];
  predictions: number[];
  ranks: number[];
}): ClassEvaluation {
  const count = ranks.length;
  const inFive = ranks.filter((rank) => rank < 5).length;
  return {
    kind: 'classes',
    ...tally({ classes, labels, predictions }),
    topFive:
      classes > 5 ? { share: inFive / count, interval: wilsonInterval({ hits: inFive, count }) } : undefined,
    hits: ranks.map((rank) => rank === 0),
  };
}

function ofValues({ errors, squares }: { errors: number[]; squares: number[] }): ValueEvaluation {
  const { mean, interval } = meanInterval(errors);
  return {
    kind: 'values',
    count: errors.length,
    meanError: mean,
    interval,
    rootMeanSquare: Math.sqrt(meanInterval(squares).mean),
    errors,
  };
}
