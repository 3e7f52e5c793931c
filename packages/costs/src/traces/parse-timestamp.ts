/** From here on a number counts milliseconds since 1970 (then: 1973), and below it seconds (then: 5138). */
const LEAST_MILLISECONDS = 1e11;

/** What a Date can hold. */
const MOST_MILLISECONDS = 8.64e15;

/**
 * Reads a moment: ISO 8601 with its zone, or seconds or milliseconds since 1970. A time without a zone would mean
 * something else on every machine.
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
