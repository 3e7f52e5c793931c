import type { Dataset, Truth } from '../data/dataset.ts';
import { rankOf } from '../evaluation/rank-of.ts';
import { classNumber } from '../model/class-number.ts';
import { OptimizerError } from '../optimizer-error.ts';

/** Judges what a changed model answers by what the original answered, example by example. */
export interface Judge {
  /**
   * How much worse the answers are than the original's: of classes the share of examples that are lost on balance, of
   * values by how much of itself the mean error grows. Negative where they are better.
   */
  drop(answers: readonly Float32Array[]): number;
  /** How far answers to some of the examples are from the original's: their squared distance, 0 for the same. */
  distance(answers: ReadonlyMap<number, Float32Array>): number;
}

/**
 * @param reference what the original answers, in the order of `truths`.
 * @throws {OptimizerError} for truths that the model cannot give.
 */
export function createJudge({
  reference,
  truths,
  labels,
  dataset,
}: {
  reference: readonly Float32Array[];
  truths: readonly Truth[];
  labels: readonly string[] | undefined;
  dataset: Dataset;
}): Judge {
  const errorOf = errorsOf({ truths, labels, dataset });
  const original = mean(reference.map(errorOf));
  const isValues = truths[0]?.kind === 'values';
  return {
    drop(answers) {
      const error = mean(answers.map(errorOf));
      return isValues ? (error - original) / original : error - original;
    },
    distance(answers) {
      let sum = 0;
      let total = 0;
      for (const [at, answer] of answers) {
        for (const [place, value] of (reference[at] ?? answer).entries()) {
          sum += ((answer[place] ?? 0) - value) ** 2;
          total += value ** 2;
        }
      }
      return Number.isNaN(sum) ? Infinity : sum / total;
    },
  };
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
