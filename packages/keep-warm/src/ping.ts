import type { LifetimeObservation } from './lifetimes.ts';

/** What one ping of a function found. */
export interface Ping {
  /** When it was sent, in milliseconds. */
  at: number;
  /** Which instance answered. */
  instanceId: string;
  /** Whether it had to load its model first. */
  cold: boolean;
  /** Since it started, in milliseconds. */
  ageMs: number;
  /** Since its call before this one, whoever made that, in milliseconds; its age where there was none. */
  idleMs: number;
}

/**
 * What a ping tells about how long idle instances live, undefined where it tells nothing.
 *
 * A warm instance says itself how long it had been idle. A cold one that started since the last ping says that the one
 * which answered then is gone, after no more than the time between the two; others may have called it meanwhile, and
 * then it was idle for less, which makes the bound looser and no less true. A cold one that is older than that is a
 * second instance beside the first, and a clock that was set back makes times of nothing.
 */
export function lifetimeSeen(
  { at, instanceId, cold, ageMs, idleMs }: Ping,
  last: Pick<Ping, 'at' | 'instanceId'> | undefined,
): LifetimeObservation | undefined {
  if (!cold) return { at, idleMs, alive: true };
  if (last === undefined || instanceId === last.instanceId) return undefined;
  const betweenMs = at - last.at;
  return ageMs < betweenMs ? { at, idleMs: betweenMs, alive: false } : undefined;
}
