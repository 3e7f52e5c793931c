import type { Lifetimes } from './lifetimes.ts';
import { RANGE_MINUTES } from './minutes.ts';
import { survival } from './survival.ts';

/** The share of instances that live at least as long as the keep-alive. */
export const WARM_SHARE = 0.95;

/** Minutes that 95 % of the instances live without calls. */
export interface KeepAlive {
  /** The longest proven time; 0 if none is proven. */
  atLeastMinutes: number;
  /** The likeliest time, whatever the number of observations; 0 if too many were gone, or nothing was seen. */
  likelyMinutes: number;
  /** The shortest time that is proven to be too long; undefined if none is. */
  atMostMinutes: number | undefined;
}

/** Estimates the keep-alive from observations. Each bound holds with 90 % confidence. */
export function keepAlive(lifetimes: Lifetimes): KeepAlive {
  const aliveAfter = survival(lifetimes);
  const times = lifetimes.bins.map(({ minutes }) => minutes);
  const tooLong = times.find((minutes) => aliveAfter(minutes).atMost < WARM_SHARE);
  const isPossible = (minutes: number) => minutes < (tooLong ?? RANGE_MINUTES + 1);
  const atLeast = times.findLast(
    (minutes) => isPossible(minutes) && aliveAfter(minutes).atLeast >= WARM_SHARE,
  );
  const likely = likelyShares(lifetimes).findLast(
    ({ minutes, share }) => isPossible(minutes) && share >= WARM_SHARE,
  );
  return {
    atLeastMinutes: atLeast ?? 0,
    likelyMinutes: Math.max(atLeast ?? 0, likely?.minutes ?? 0),
    atMostMinutes: tooLong,
  };
}

/**
 * Returns the likeliest share alive at each observed time. The maximum likelihood estimate for such observations is the
 * decreasing function nearest to the observed shares; pooling neighbors that increase gives it (Ayer et al., "An
 * empirical distribution function for sampling with incomplete information", 1955).
 */
function likelyShares({ bins }: Lifetimes): { minutes: number; share: number }[] {
  const pools: { times: number[]; alive: number; trials: number }[] = [];
  for (const { minutes, alive, gone } of bins) {
    let pool = { times: [minutes], alive, trials: alive + gone };
    for (
      let last = pools.at(-1);
      last && last.alive * pool.trials < pool.alive * last.trials;
      last = pools.at(-1)
    ) {
      pools.pop();
      pool = {
        times: [...last.times, ...pool.times],
        alive: last.alive + pool.alive,
        trials: last.trials + pool.trials,
      };
    }
    pools.push(pool);
  }
  return pools.flatMap(({ times, alive, trials }) =>
    times.map((minutes) => ({ minutes, share: alive / trials })),
  );
}
