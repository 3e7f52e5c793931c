/** From here on a number is milliseconds since 1970 (a date in 1973), and below it seconds (a date in 5138). */
const LEAST_MILLISECONDS = 1e11;

/** Largest time of a Date. */
const MOST_MILLISECONDS = 8.64e15;

/**
 * Reads a time: ISO 8601 with its zone, or seconds or milliseconds since 1970. A time without a zone would differ
 * between machines.
 *
 * @returns milliseconds since 1970, undefined for anything else.
 */
export function parseTimestamp(text: string): number | undefined {
  if (/^\d{1,16}(\.\d{1,9})?$/.test(text)) {
    const number = Number(text);
    const milliseconds = number < LEAST_MILLISECONDS ? number * 1000 : number;
    return milliseconds <= MOST_MILLISECONDS ? milliseconds : undefined;
  }
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)? ?(Z|UTC|[+-]\d\d:?\d\d)$/.test(text))
    return undefined;
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
