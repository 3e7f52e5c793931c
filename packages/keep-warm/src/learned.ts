import { type Lifetimes, NO_LIFETIMES, observeLifetime } from './lifetimes.ts';
import { lifetimeSeen, type Ping } from './ping.ts';

/** All that the learning policy has to remember of one function. */
export interface Learned {
  readonly lifetimes: Lifetimes;
  /** Undefined before the first. */
  readonly lastPing: Readonly<Pick<Ping, 'at' | 'instanceId'>> | undefined;
}

/** What it starts with, and starts again with where what it had learned is lost. */
export const NOTHING_LEARNED: Learned = { lifetimes: NO_LIFETIMES, lastPing: undefined };

/** What is known after one ping more. */
export function learn({ lifetimes, lastPing }: Learned, ping: Ping): Learned {
  const seen = lifetimeSeen(ping, lastPing);
  return {
    lifetimes: seen ? observeLifetime(lifetimes, seen) : lifetimes,
    lastPing: { at: ping.at, instanceId: ping.instanceId },
  };
}
