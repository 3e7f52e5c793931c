import type { IdleTimes } from './idle-times.ts';
import { RANGE_MINUTES } from './minutes.ts';

// The values of the paper, section 4.2 and 5.
const HEAD = 0.05;
const TAIL = 0.99;
const MARGIN = 0.1;
const LEAST_VARIATION = 2;
const MOST_BEYOND = 0.5;

/** When, after a call, a function should be warm for the next one: from and until so many minutes later. */
export interface WarmWindow {
  fromMinutes: number;
  untilMinutes: number;
  /** Whether the histogram said so, or had nothing to say. */
  basis: 'histogram' | 'fallback';
}

const FALLBACK: WarmWindow = { fromMinutes: 0, untilMinutes: RANGE_MINUTES, basis: 'fallback' };

/**
 * The hybrid histogram policy (Shahrad et al., "Serverless in the Wild", USENIX ATC 2020): a function may go cold after
 * a call, is warmed when 5 % of the waits are over, and let go when 99 % are, each with a margin of 10 %.
 *
 * Where the histogram says nothing, as its bins are all much alike (a coefficient of variation below 2) or there is
 * nothing in it, the function is kept warm for the whole range. So it is where most waits were longer than the range:
 * there the paper forecasts each by ARIMA, which for some calls a day is a great deal of machinery.
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

/** The standard deviation of the bins' counts, in means. */
function variation(bins: readonly number[], counted: number): number {
  const mean = counted / bins.length;
  const squares = bins.reduce((sum, count) => sum + (count - mean) ** 2, 0);
  return Math.sqrt(squares / bins.length) / mean;
}

function percentileBin(bins: readonly number[], rank: number): number {
  let seen = 0;
  return bins.findIndex((count) => (seen += count) >= rank);
}
