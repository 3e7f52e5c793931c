import type { Evaluation } from './evaluate-model.ts';
import { mcnemar } from '@pilotlight/statistics/mcnemar';
import { meanInterval } from '@pilotlight/statistics/mean-interval';

/** How sure one has to be of a difference to speak of it. */
const SIGNIFICANCE = 0.05;

type Verdict = 'better' | 'worse' | 'no difference that this data can tell';

/** What two models' answers to the same examples say of the second against the first. */
export type Comparison =
  | {
      kind: 'classes';
      verdict: Verdict;
      /** The accuracy of the second less that of the first. */
      difference: number;
      /** Examples that only the one got right. */
      onlyFirst: number;
      onlySecond: number;
      /** Of McNemar's exact test. */
      p: number;
    }
  | {
      kind: 'values';
      verdict: Verdict;
      /** The mean error of the second less that of the first, with its 95% interval, example by example. */
      difference: number;
      interval: { low: number; high: number };
    };

/**
 * Compares two models that were asked the same examples. "Worse" is said only where chance would seldom (less than
 * once in twenty) make so great a difference between models that are as good.
 *
 * @throws {TypeError} where they were not asked the same.
 */
export function compare(first: Evaluation, second: Evaluation): Comparison {
  if (first.count !== second.count) throw new TypeError('two models are compared on the same examples');
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
  throw new TypeError('a model of classes and one of values cannot be compared');
}

function verdict(isSure: boolean, gain: number): Verdict {
  if (!isSure) return 'no difference that this data can tell';
  return gain > 0 ? 'better' : 'worse';
}
