import { differenceInterval, type Estimate } from '@pilotlight/statistics/difference-interval';
import { quantileInterval } from '@pilotlight/statistics/quantile-interval';
import { wilsonInterval } from '@pilotlight/statistics/wilson-interval';
import type { VersionCalls } from './version-calls.ts';

/** Says if the second version has more of something than the first; undefined if the data cannot tell. */
type Verdict = 'more' | 'less' | undefined;

/** One figure of two versions. Shares are 0 to 1, times milliseconds. */
export interface ComparedFigure {
  figure: 'failed' | 'refused' | 'warm median' | 'warm 95 of 100' | 'cold median';
  first: Estimate | undefined;
  other: Estimate | undefined;
  /** With its 95 % interval. */
  difference: Estimate | undefined;
  verdict: Verdict;
  /** The reason for no verdict, if it is not that the interval contains 0. */
  why?: string;
}

/** A single machine may be slow: times from fewer instances say nothing about a version. */
const LEAST_INSTANCES = 3;

/**
 * Compares two versions of a model: how often they failed and refused, and how long they took. There is a verdict if the
 * 95 % interval of the difference does not contain 0.
 */
export function compareVersions(first: VersionCalls, other: VersionCalls): ComparedFigure[] {
  const few = [first, other].some(({ instances }) => instances.size < LEAST_INSTANCES);
  const why = few ? `fewer than ${LEAST_INSTANCES} instances: a single machine may be slow` : undefined;
  return [
    figure('failed', shareOf(first.failed, first), shareOf(other.failed, other)),
    figure('refused', shareOf(first.refused, first), shareOf(other.refused, other)),
    figure('warm median', quantileInterval(first.warmMs, 0.5), quantileInterval(other.warmMs, 0.5), why),
    figure('warm 95 of 100', quantileInterval(first.warmMs, 0.95), quantileInterval(other.warmMs, 0.95), why),
    figure('cold median', quantileInterval(first.coldMs, 0.5), quantileInterval(other.coldMs, 0.5), why),
  ];
}

function shareOf(hits: number, { calls: count }: VersionCalls): Estimate | undefined {
  return count === 0 ? undefined : { value: hits / count, ...wilsonInterval({ hits, count }) };
}

function figure(
  name: ComparedFigure['figure'],
  first: Estimate | undefined,
  other: Estimate | undefined,
  whyNot?: string,
): ComparedFigure {
  if (!first || !other) {
    return { figure: name, first, other, difference: undefined, verdict: undefined, why: 'too few calls' };
  }
  const difference = differenceInterval(first, other);
  if (whyNot !== undefined)
    return { figure: name, first, other, difference, verdict: undefined, why: whyNot };
  const verdict = difference.low > 0 ? 'more' : difference.high < 0 ? 'less' : undefined;
  return { figure: name, first, other, difference, verdict };
}
