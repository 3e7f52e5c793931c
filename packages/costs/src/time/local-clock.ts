import { CostsError } from '../costs-error.ts';
import { MINUTE_MS } from './units.ts';

/** Tells the hour of the week at a place: 0 is the hour after midnight on Monday, 167 the last on Sunday. */
export type LocalClock = (at: number) => number;

/** Every time zone's clock changes at a multiple of this. */
const SLOT_MS = 15 * MINUTE_MS;

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/**
 * @param timeZone a name of the IANA data base, such as `Europe/Berlin`. Summer time is kept.
 * @throws {CostsError} where there is no such time zone.
 */
export function createLocalClock(timeZone: string): LocalClock {
  const format = formatFor(timeZone);
  // Asking the calendar is slow, and whoever asks goes through time in order.
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
    throw new CostsError(`there is no time zone '${timeZone}'; one is called Europe/Berlin, for instance`, {
      cause,
    });
  }
}
