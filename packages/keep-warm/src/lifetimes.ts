import { MINUTE_MS, RANGE_MINUTES, toMinutes } from './minutes.ts';

/** After this long what was seen counts half, so that an interval that was once too long is tried again some day. */
const HALF_LIFE_MS = 14 * 24 * 60 * MINUTE_MS;

/** What one minute remembers at most, in observations: the newest push out the oldest when a platform changes its ways. */
const BIN_LIMIT = 60;

/** Less than this of one observation tells nothing any more. */
const NEGLIGIBLE = 0.01;

/** How often an instance that nobody had called for so many minutes was found alive, and how often gone. */
export interface LifetimeBin {
  readonly minutes: number;
  readonly alive: number;
  readonly gone: number;
}

/** Everything that was seen of how long idle instances live. At most {@link RANGE_MINUTES} bins and one. */
export interface Lifetimes {
  /** When the last observation was made, in milliseconds; what is older counts less. */
  readonly at: number;
  /** In order of their minutes. */
  readonly bins: readonly LifetimeBin[];
}

/**
 * One look at an idle instance. It is censored either way: one that is alive lived at least as long as it had been
 * idle, one that is gone lived less than that.
 */
export interface LifetimeObservation {
  /** When it was made, in milliseconds. */
  at: number;
  idleMs: number;
  alive: boolean;
}

/** What is known before anything was seen. */
export const NO_LIFETIMES: Lifetimes = { at: 0, bins: [] };

/** What is known after one observation more. One beyond the range, or of no time at all, is not kept. */
export function observeLifetime(lifetimes: Lifetimes, { at, idleMs, alive }: LifetimeObservation): Lifetimes {
  const minutes = toMinutes(idleMs);
  if (!(minutes >= 1 && minutes <= RANGE_MINUTES)) return lifetimes;

  // A clock that was set back ages nothing.
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
