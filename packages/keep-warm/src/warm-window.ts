import type { IdleTimes } from './idle-times.ts';
import { RANGE_MINUTES } from './minutes.ts';

// The paper's values, sections 4.2 and 5.
const HEAD = 0.05;
const TAIL = 0.99;
const MARGIN = 0.1;
const LEAST_VARIATION = 2;
const MOST_BEYOND = 0.5;

/** Minutes after a call, from and until, in which a function should be warm for the next one. */
export interface WarmWindow {
  fromMinutes: number;
  untilMinutes: number;
  /** `histogram` if the window comes from the histogram, `fallback` if that shows no pattern. */
  basis: 'histogram' | 'fallback';
}

const FALLBACK: WarmWindow = { fromMinutes: 0, untilMinutes: RANGE_MINUTES, basis: 'fallback' };

/**
 * Returns the window of the hybrid histogram policy (Shahrad et al., "Serverless in the Wild", USENIX ATC 2020). A
 * function may go cold after a call. It is warmed when 5 % of the waits are over, and released when 99 % are, each with a
 * margin of 10 %.
 *
 * The function is kept warm for the whole range if the histogram is empty, if its bins are much alike (a coefficient of
 * variation below 2), or if most waits are longer than the range. For the last case the paper uses ARIMA forecasts, too
 * much machinery for a few calls a day.
 */
export function warmWindow({ bins, beyond }: IdleTimes): WarmWindow {
  const counted = bins.reduce((sum, count) => sum + count, 0);
  if (counted === 0 || beyond / (counted + beyond) >= MOST_BEYOND) return FALLBACK;
  if (variation(bins, counted) < LEAST_VARIATION) return FALLBACK;
  return {
    fromMinutes: Math.floor(percentileBin(bins, HEAD * counted) * (1 - MARGIN)),
    untilMinutes: Math.min(
      RANGE_MINUTES,
      Math.ceil((percentileBin(bins, TAIL * counted) + 1) * (1 + MARGIN)),
    ),
    basis: 'histogram',
  };
}

/** Returns the standard deviation of the bins' counts divided by their mean. */
function variation(bins: readonly number[], counted: number): number {
  const mean = counted / bins.length;
  const squares = bins.reduce((sum, count) => sum + (count - mean) ** 2, 0);
  return Math.sqrt(squares / bins.length) / mean;
}

function percentileBin(bins: readonly number[], rank: number): number {
  let seen = 0;
  return bins.findIndex((count) => (seen += count) >= rank);
}
