import { MINUTE_MS, RANGE_MINUTES, toMinutes } from './minutes.ts';

/** Observations count half after this time, so that an interval that was once too long is tried again some day. */
const HALF_LIFE_MS = 14 * 24 * 60 * MINUTE_MS;

/** The most observations of one minute: the newest replace the oldest when the platform's lifetimes change. */
const BIN_LIMIT = 60;

/** A bin with less than this part of one observation is dropped. */
const NEGLIGIBLE = 0.01;

/** Counts of instances found alive and found gone after a number of idle minutes. */
export interface LifetimeBin {
  readonly minutes: number;
  readonly alive: number;
  readonly gone: number;
}

/** Observed lifetimes of idle instances, in at most {@link RANGE_MINUTES} + 1 bins. */
export interface Lifetimes {
  /** Time of the last observation, in milliseconds; older ones count less. */
  readonly at: number;
  /** Bins in order of their minutes. */
  readonly bins: readonly LifetimeBin[];
}

/**
 * One observation of an idle instance. It is censored in both cases: a living instance lived at least as long as it was
 * idle, one that is gone lived less.
 */
export interface LifetimeObservation {
  /** Time of the observation, in milliseconds. */
  at: number;
  idleMs: number;
  alive: boolean;
}

/** Lifetimes without observations. */
export const NO_LIFETIMES: Lifetimes = { at: 0, bins: [] };

/** Adds one observation. Ignores one beyond the range, or of less than half a minute. */
export function observeLifetime(lifetimes: Lifetimes, { at, idleMs, alive }: LifetimeObservation): Lifetimes {
  const minutes = toMinutes(idleMs);
  if (!(minutes >= 1 && minutes <= RANGE_MINUTES)) return lifetimes;

  // If the clock was set back, nothing ages.
  const ageMs = Math.max(0, at - lifetimes.at);
  const faded = lifetimes.bins
    .map((bin) => scale(bin, 0.5 ** (ageMs / HALF_LIFE_MS)))
    .filter((bin) => weight(bin) > NEGLIGIBLE);
  const old = faded.find((bin) => bin.minutes === minutes) ?? { minutes, alive: 0, gone: 0 };
  const kept = scale(old, Math.min(1, (BIN_LIMIT - 1) / Math.max(weight(old), 1)));
  const added = alive ? { ...kept, alive: kept.alive + 1 } : { ...kept, gone: kept.gone + 1 };
  return {
    at,
    bins: [
      ...faded.filter((bin) => bin.minutes < minutes),
      added,
      ...faded.filter((bin) => bin.minutes > minutes),
    ],
  };
}

function weight({ alive, gone }: LifetimeBin): number {
  return alive + gone;
}

function scale({ minutes, alive, gone }: LifetimeBin, factor: number): LifetimeBin {
  return { minutes, alive: alive * factor, gone: gone * factor };
}
