import type { Evaluation } from './evaluate-model.ts';
import { mcnemar } from '@pilotlight/statistics/mcnemar';
import { meanInterval } from '@pilotlight/statistics/mean-interval';

/** Significance level for a difference. */
const SIGNIFICANCE = 0.05;

type Verdict = 'better' | 'worse' | 'no difference that this data can tell';

/** Comparison of two models by their answers to the same examples: the second against the first. */
export type Comparison =
  | {
      kind: 'classes';
      verdict: Verdict;
      /** Accuracy of the second minus that of the first. */
      difference: number;
      /** Number of examples that only one of the two got right. */
      onlyFirst: number;
      onlySecond: number;
      /** p value of McNemar's exact test. */
      p: number;
    }
  | {
      kind: 'values';
      verdict: Verdict;
      /** Mean error of the second minus that of the first, with its 95% interval, example by example. */
      difference: number;
      interval: { low: number; high: number };
    };

/**
 * Compares two models on the same examples. The verdict is "worse" only if chance would seldom (less than once in
 * twenty) make such a difference between models of equal quality.
 *
 * @throws {TypeError} for evaluations of different examples.
 */
export function compare(first: Evaluation, second: Evaluation): Comparison {
  if (first.count !== second.count)
    throw new TypeError('two models can only be compared on the same examples');
  if (first.kind === 'classes' && second.kind === 'classes') {
    const onlyFirst = first.hits.filter((hit, at) => hit && !second.hits[at]).length;
    const onlySecond = second.hits.filter((hit, at) => hit && !first.hits[at]).length;
    const p = mcnemar({ onlyFirst, onlySecond });
    const difference = (onlySecond - onlyFirst) / first.count;
    return {
      kind: 'classes',
      verdict: verdict(p < SIGNIFICANCE, difference),
      difference,
      onlyFirst,
      onlySecond,
      p,
    };
  }
  if (first.kind === 'values' && second.kind === 'values') {
    const { mean, interval } = meanInterval(
      second.errors.map((error, at) => error - (first.errors[at] ?? 0)),
    );
    const isSure = interval.low > 0 || interval.high < 0;
    return { kind: 'values', verdict: verdict(isSure, -mean), difference: mean, interval };
  }
  throw new TypeError('a model of classes and a model of values cannot be compared');
}

function verdict(isSure: boolean, gain: number): Verdict {
  if (!isSure) return 'no difference that this data can tell';
  return gain > 0 ? 'better' : 'worse';
}
