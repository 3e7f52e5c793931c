import { type Lifetimes, NO_LIFETIMES, observeLifetime } from './lifetimes.ts';
import { lifetimeSeen, type Ping } from './ping.ts';

/** The memory of the learning policy for one function. */
export interface Learned {
  readonly lifetimes: Lifetimes;
  /** Undefined before the first ping. */
  readonly lastPing: Readonly<Pick<Ping, 'at' | 'instanceId'>> | undefined;
}

/** The memory at the start, and after a loss. */
export const NOTHING_LEARNED: Learned = { lifetimes: NO_LIFETIMES, lastPing: undefined };

/** Adds one ping to the memory. */
export function learn({ lifetimes, lastPing }: Learned, ping: Ping): Learned {
  const seen = lifetimeSeen(ping, lastPing);
  return {
    lifetimes: seen ? observeLifetime(lifetimes, seen) : lifetimes,
    lastPing: { at: ping.at, instanceId: ping.instanceId },
  };
}
