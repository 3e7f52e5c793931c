import { wilsonInterval } from '@pilotlight/statistics/wilson-interval';
import type { LifetimeBin, Lifetimes } from './lifetimes.ts';

/** One-sided 90%: about one of ten bounds is wrong. */
const Z = 1.2816;

/** Bounds of the share of instances that are still alive. */
export interface Survival {
  atLeast: number;
  atMost: number;
}

/**
 * Returns a function from idle minutes to bounds of the share of instances that are still alive.
 *
 * The only assumption: an instance that is alive after ten minutes was alive after five, so the share never grows with
 * time. Observations at `minutes` or later give the lower bound, because no more were alive then than at `minutes`.
 * Observations at `minutes` or sooner give the upper bound. Of all runs of neighboring bins, the tightest bound counts.
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

/** Returns the bounds from the first bin, from the first two together, and so on. */
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
