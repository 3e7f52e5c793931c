export const MINUTE_MS = 60_000;

/** Four hours of minutes, as Shahrad et al. count; what is longer tells nothing about keeping warm. */
export const RANGE_MINUTES = 240;

/** To the nearest: schedules tick at whole minutes, and some seconds late or early. */
export function toMinutes(milliseconds: number): number {
  return Math.round(milliseconds / MINUTE_MS);
}
