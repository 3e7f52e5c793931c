import { type Dataset, spread, type Truth } from '../data/dataset.ts';
import { rankOf } from '../evaluation/rank-of.ts';
import { classNumber } from '../model/class-number.ts';
import { OptimizerError } from '../optimizer-error.ts';
import type { Answer } from './trial.ts';

/** Of the examples, and at least so many, are few. */
const FEW_SHARE = 1 / 4;
const LEAST_FEW = 50;

/** Scores what a changed model answers by what the original answered, example by example. */
export interface Scorer {
  /** The numbers of all examples, those first whose answers are the first to become wrong. */
  order: readonly number[];
  /**
   * How much worse the answers to all examples are than the original's: of classes the share of examples that are lost on
   * balance, of values by how much of itself the mean error grows. Negative where they are better. No more is asked for
   * once it must be more than `maxDrop`: then it is how much worse they are at least.
   */
  drop(answers: Answers, maxDrop: number): Promise<number>;
  /** The numbers of some of the examples, whose answers tell roughly how much worse those to all are. */
  subset: readonly number[];
  /** How much worse the answers to all examples must be about, by those to the subset. */
  estimate(answers: Answers): Promise<number>;
  /** How far answers to some of the examples are from the original's: their squared distance, 0 for the same. */
  distance(answers: Answers): Promise<number>;
}

/** Answers to examples, in any order. */
export type Answers = Iterable<Answer> | AsyncIterable<Answer>;

/**
 * @param reference what the original answers, in the order of `truths`.
 * @throws {OptimizerError} for truths that the model cannot give.
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
  // Of classes, those change that are close. The errors of values change everywhere, and by about the same share.
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
        // An error is never negative: what is still to come makes it no better.
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

/** How far the greatest of a model's scores is ahead of the next: those that are close change places soonest. */
function leadOf(scores: Float32Array): number {
  const [first = 0, second = 0] = scores.toSorted((a, b) => b - a);
  return first - second;
}

/** 1 for a wrong class and 0 for the right one; of values the mean absolute error. */
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
        `${dataset.name} has ${values.length} target values and the model gives ${answer.length} numbers`,
      );
    }
    return mean(values.map((value, place) => Math.abs(value - (answer[place] ?? Number.NaN))));
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
