import { wilsonInterval } from '@pilotlight/statistics/wilson-interval';
import type { LifetimeBin, Lifetimes } from './lifetimes.ts';

/** One-sided 90%: of ten bounds about one is wrong. */
const Z = 1.2816;

/** Which share of instances may still be alive. */
export interface Survival {
  atLeast: number;
  atMost: number;
}

/**
 * Tells the share of instances that are still alive after so many idle minutes, between its bounds.
 *
 * An instance that is alive after ten minutes was so after five, so the share never grows with time, and that is all
 * that is assumed. Of looks at `minutes` or later no more were alive than would have been at `minutes`: they give the
 * lower bound; looks at `minutes` or sooner give the upper one. Of all runs of neighbouring bins the one that says
 * most is taken.
 */
export function survival({ bins }: Lifetimes): (minutes: number) => Survival {
  const bounds = bins.map((bin, n) => ({
    minutes: bin.minutes,
    atLeast: Math.max(...runs(bins.slice(n)).map(({ atLeast }) => atLeast)),
    atMost: Math.min(...runs(bins.slice(0, n + 1).toReversed()).map(({ atMost }) => atMost)),
  }));
  return (minutes) => ({
    atLeast: Math.max(0, ...bounds.filter((bound) => bound.minutes >= minutes).map(({ atLeast }) => atLeast)),
    atMost: Math.min(1, ...bounds.filter((bound) => bound.minutes <= minutes).map(({ atMost }) => atMost)),
  });
}

/** What the first bin alone tells, what the first two do, and so on. */
function runs(bins: readonly LifetimeBin[]): Survival[] {
  let alive = 0;
  let count = 0;
  return bins.map((bin) => {
    alive += bin.alive;
    count += bin.alive + bin.gone;
    const { low, high } = wilsonInterval({ hits: alive, count }, Z);
    return { atLeast: low, atMost: high };
  });
}
