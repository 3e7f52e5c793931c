import type { Lifetimes } from './lifetimes.ts';
import { RANGE_MINUTES } from './minutes.ts';
import { survival } from './survival.ts';

/** The share of instances that a keep-alive speaks of: so many live at least that long. */
export const WARM_SHARE = 0.95;

/** How long 95 % of the instances live when nobody calls, in minutes. */
export interface KeepAlive {
  /** The longest that is proven; 0 where nothing is. */
  atLeastMinutes: number;
  /** What was seen says so, whatever its number; 0 where too many were gone, or nothing was seen. */
  likelyMinutes: number;
  /** The shortest time that is proven to be too long; undefined where none is. */
  atMostMinutes: number | undefined;
}

/** What observations tell about the keep-alive, and how sure that is: each bound holds with 90 %. */
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
 * The likeliest share alive at each observed time: the maximum likelihood estimate for such observations is the
 * decreasing function nearest to the shares seen, which pooling neighbours that increase gives
 * (Ayer et al., "An empirical distribution function for sampling with incomplete information", 1955).
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
