import { MINUTE_MS, RANGE_MINUTES } from './minutes.ts';

/** Histogram of the waits between users' calls of a function, in bins of one minute. */
export interface IdleTimes {
  /** The number of waits of 0 to 1 minute, 1 to 2, and so on: {@link RANGE_MINUTES} bins. */
  readonly bins: readonly number[];
  /** The number of waits that are longer than all bins. */
  readonly beyond: number;
}

/** The histogram before the second call. */
export const NO_IDLE_TIMES: IdleTimes = { bins: Array.from({ length: RANGE_MINUTES }, () => 0), beyond: 0 };

/** Adds one wait, in milliseconds. */
export function observeIdleTime({ bins, beyond }: IdleTimes, idleMs: number): IdleTimes {
  const minute = Math.floor(Math.max(0, idleMs) / MINUTE_MS);
  return minute < RANGE_MINUTES
    ? { bins: bins.with(minute, (bins[minute] ?? 0) + 1), beyond }
    : { bins, beyond: beyond + 1 };
}
