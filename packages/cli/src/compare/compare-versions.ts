import { differenceInterval, type Estimate } from '@pilotlight/statistics/difference-interval';
import { quantileInterval } from '@pilotlight/statistics/quantile-interval';
import { wilsonInterval } from '@pilotlight/statistics/wilson-interval';
import type { VersionCalls } from './version-calls.ts';

/** Whether the second version has more of something than the first; undefined where the data cannot tell. */
type Verdict = 'more' | 'less' | undefined;

/** One figure of two versions. Shares are 0 to 1, times milliseconds. */
export interface ComparedFigure {
  figure: 'failed' | 'refused' | 'warm median' | 'warm 95 of 100' | 'cold median';
  first: Estimate | undefined;
  other: Estimate | undefined;
  /** With its 95 % interval. */
  difference: Estimate | undefined;
  verdict: Verdict;
  /** Why there is no verdict, where it is not that the interval holds 0. */
  why?: string;
}

/** A machine may be slow by itself: times of fewer instances say nothing of a version. */
const LEAST_INSTANCES = 3;

/**
 * Compares what two versions of a model did: how often they failed and refused, and how long they took. A verdict is given
 * where the 95 % interval of the difference leaves 0 out.
 */
export function compareVersions(first: VersionCalls, other: VersionCalls): ComparedFigure[] {
  const few = [first, other].some(({ instances }) => instances.size < LEAST_INSTANCES);
  const why = few ? `fewer than ${LEAST_INSTANCES} instances, of which one may be slow by itself` : undefined;
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
