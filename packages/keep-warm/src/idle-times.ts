import { MINUTE_MS, RANGE_MINUTES } from './minutes.ts';

/** How long a function's users let it wait between their calls, in bins of a minute. */
export interface IdleTimes {
  /** How many waits took 0 to 1 minute, 1 to 2, and so on: {@link RANGE_MINUTES} bins. */
  readonly bins: readonly number[];
  /** How many took longer than all bins. */
  readonly beyond: number;
}

/** What is known before the second call. */
export const NO_IDLE_TIMES: IdleTimes = { bins: Array.from({ length: RANGE_MINUTES }, () => 0), beyond: 0 };

/** What is known after one wait more, in milliseconds. */
export function observeIdleTime({ bins, beyond }: IdleTimes, idleMs: number): IdleTimes {
  const minute = Math.floor(Math.max(0, idleMs) / MINUTE_MS);
  return minute < RANGE_MINUTES
    ? { bins: bins.with(minute, (bins[minute] ?? 0) + 1), beyond }
    : { bins, beyond: beyond + 1 };
}
