import { CostsError } from '../costs-error.ts';
import { MINUTE_MS } from './units.ts';

/** Returns the hour of the week at a place: 0 is the hour after midnight on Monday, 167 the last on Sunday. */
export type LocalClock = (at: number) => number;

/** Clocks of all time zones change at a multiple of this. */
const SLOT_MS = 15 * MINUTE_MS;

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/**
 * Creates a clock that follows daylight saving time.
 *
 * @param timeZone a name of the IANA database, such as `Europe/Berlin`.
 * @throws {CostsError} for an unknown time zone.
 */
export function createLocalClock(timeZone: string): LocalClock {
  const format = formatFor(timeZone);
  // Calendar lookups are slow, and callers move through time in order.
  let slot = Number.NaN;
  let hour = 0;
  return (at) => {
    const current = Math.floor(at / SLOT_MS);
    if (current !== slot) {
      slot = current;
      const parts = format.formatToParts(current * SLOT_MS);
      const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? '';
      hour = DAYS.indexOf(part('weekday')) * 24 + Number(part('hour'));
    }
    return hour;
  };
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      hourCycle: 'h23',
    });
  } catch (cause) {
    throw new CostsError(`unknown time zone '${timeZone}': use an IANA name, such as Europe/Berlin`, {
      cause,
    });
  }
}
