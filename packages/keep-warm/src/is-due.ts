import type { Learned } from './learned.ts';
import { MINUTE_MS } from './minutes.ts';

/**
 * True if a tick at `now` (milliseconds) should ping. It may be up to half a minute early, because ticks differ by
 * seconds. A last ping in the future means that the clock was set back: then it is better to ping than to wait.
 *
 * @param intervalMinutes the result of {@link pingInterval} for the same `learned`.
 */
export function isDue({ lastPing }: Learned, now: number, intervalMinutes: number): boolean {
  if (lastPing === undefined || now < lastPing.at) return true;
  return now - lastPing.at >= (intervalMinutes - 0.5) * MINUTE_MS;
}
