import { type Dataset, spread, type Truth } from '../data/dataset.ts';
import { rankOf } from '../evaluation/rank-of.ts';
import { classNumber } from '../model/class-number.ts';
import { OptimizerError } from '../optimizer-error.ts';
import type { Answer } from './trial.ts';

/** This share of the examples, and at least this number, make a subset. */
const FEW_SHARE = 1 / 4;
const LEAST_FEW = 50;

/** Scores the answers of a changed model against those of the original, example by example. */
export interface Scorer {
  /** Indices of all examples, sorted by how soon their answers become wrong. */
  order: readonly number[];
  /**
   * Returns the loss on all examples against the original: for classes the net share of examples lost, for values the
   * relative growth of the mean error. Negative if the answers are better. Stops once the loss must exceed `maxDrop`:
   * then it returns a lower bound.
   */
  drop(answers: Answers, maxDrop: number): Promise<number>;
  /** Indices of a subset of the examples; the loss on these is an estimate of the loss on all. */
  subset: readonly number[];
  /** Estimates the loss on all examples from the answers to the subset. */
  estimate(answers: Answers): Promise<number>;
  /** Returns the squared distance of answers to some of the examples from the original's, 0 for the same. */
  distance(answers: Answers): Promise<number>;
}

/** Answers to examples, in any order. */
export type Answers = Iterable<Answer> | AsyncIterable<Answer>;

/**
 * Creates a scorer.
 *
 * @param reference answers of the original, in the order of `truths`.
 * @throws {OptimizerError} for truths that the model cannot predict.
 */
export function createScorer({
  reference,
  truths,
  labels,
  dataset,
}: {
  reference: readonly Float32Array[];
  truths: readonly Truth[];
  labels: readonly string[] | undefined;
  dataset: Dataset;
}): Scorer {
  const errorOf = errorsOf({ truths, labels, dataset });
  const errors = reference.map(errorOf);
  const originally = mean(errors);
  const isValues = truths[0]?.kind === 'values';
  const dropOf = (error: number) => {
    if (error === originally) return 0;
    return isValues ? (error - originally) / originally : error - originally;
  };
  const leads = reference.map(leadOf);
  const order = errors
    .map((_, at) => at)
    .toSorted((a, b) => (errors[b] ?? 0) - (errors[a] ?? 0) || (leads[a] ?? 0) - (leads[b] ?? 0));
  const count = Math.min(truths.length, Math.max(LEAST_FEW, Math.ceil(truths.length * FEW_SHARE)));
  // For classes, close answers change first. For values, the errors change everywhere, by about the same share.
  const subset = isValues ? spread({ count: truths.length }, count) : order.slice(0, count);
  const ofSubset = subset.reduce((sum, at) => sum + (errors[at] ?? 0), 0);
  return {
    order,
    subset,
    async estimate(answers) {
      let grown = -ofSubset;
      for await (const [at, answer] of answers) grown += errorOf(answer, at);
      return grown === 0 ? 0 : grown / (isValues ? ofSubset : truths.length);
    },
    async drop(answers, maxDrop) {
      let sum = 0;
      for await (const [at, answer] of answers) {
        sum += errorOf(answer, at);
        // An error is never negative: later examples cannot lower the sum.
        if (dropOf(sum / truths.length) > maxDrop) break;
      }
      return dropOf(sum / truths.length);
    },
    async distance(answers) {
      let sum = 0;
      let total = 0;
      for await (const [at, answer] of answers) {
        const original = reference[at] ?? answer;
        for (let place = 0; place < original.length; place += 1) {
          const value = original[place] ?? 0;
          sum += ((answer[place] ?? 0) - value) ** 2;
          total += value ** 2;
        }
      }
      return Number.isNaN(sum) ? Infinity : sum / total;
    },
  };
}

/** Returns the margin of the greatest score over the next: close scores change places soonest. */
function leadOf(scores: Float32Array): number {
  const [first = 0, second = 0] = scores.toSorted((a, b) => b - a);
  return first - second;
}

/** Returns a function that gives 1 for a wrong class and 0 for the right one; for values the mean absolute error. */
function errorsOf({
  truths,
  labels,
  dataset,
}: {
  truths: readonly Truth[];
  labels: readonly string[] | undefined;
  dataset: Dataset;
}): (answer: Float32Array, at: number) => number {
  return (answer, at) => {
    const truth = truths[at];
    if (truth?.kind === 'class') {
      const label = classNumber(truth.label, { classes: answer.length, labels, dataset });
      return rankOf(answer, label) === 0 ? 0 : 1;
    }
    const values = truth?.values ?? [];
    if (values.length !== answer.length) {
      throw new OptimizerError(
        `${dataset.name} has ${values.length} target values, but the model has ${answer.length} outputs`,
      );
    }
    return mean(values.map((value, place) => Math.abs(value - (answer[place] ?? Number.NaN))));
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
