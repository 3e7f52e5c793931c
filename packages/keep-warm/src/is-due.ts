import type { Learned } from './learned.ts';
import { MINUTE_MS } from './minutes.ts';

/**
 * Whether a tick at `now` (milliseconds) is to ping. Half a minute is forgiven, as ticks are late or early by seconds. A
 * last ping in the future means that a clock was set back: then it is better to ping than to wait for it.
 *
 * @param intervalMinutes what {@link pingInterval} made of the same `learned`.
 */
export function isDue({ lastPing }: Learned, now: number, intervalMinutes: number): boolean {
  if (lastPing === undefined || now < lastPing.at) return true;
  return now - lastPing.at >= (intervalMinutes - 0.5) * MINUTE_MS;
}
