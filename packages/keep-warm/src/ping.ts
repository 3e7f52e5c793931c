import type { LifetimeObservation } from './lifetimes.ts';

/** Result of one ping of a function. */
export interface Ping {
  /** Time when it was sent, in milliseconds. */
  at: number;
  /** The instance that answered. */
  instanceId: string;
  /** True if it had to load its model first. */
  cold: boolean;
  /** Milliseconds since the instance started. */
  ageMs: number;
  /** Milliseconds since its previous call by anybody; its age if there was none. */
  idleMs: number;
}

/**
 * Returns the observation of a ping about the lifetime of idle instances; undefined if there is none.
 *
 * A warm instance reports its idle time itself. A cold one that started since the last ping means that the earlier
 * instance is gone, after at most the time between the two pings. If others called it meanwhile, it was idle for less:
 * the bound is looser, but still true. A cold one that is older is a second instance next to the first. If the clock was
 * set back, the times mean nothing.
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
