export const MINUTE_MS = 60_000;

/** Four hours, as in Shahrad et al.; longer times do not matter for keeping warm. */
export const RANGE_MINUTES = 240;

/** Rounds to the nearest minute: schedules tick at whole minutes, a few seconds late or early. */
export function toMinutes(milliseconds: number): number {
  return Math.round(milliseconds / MINUTE_MS);
}
