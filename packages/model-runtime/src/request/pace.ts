/**
 * How long a part of a request may take in the engine, in milliseconds: what a call that comes meanwhile waits for. Parts
 * have some tenths of a millisecond of their own, so that shorter ones would cost throughput.
 */
const PART_MS = 25;

/** How many rows of a model make a part, by how long those before took. */
export interface Pace {
  /** The rows of the next part, in whole multiples of `unit`. One unit before anything has been measured. */
  rows(unit: number): number;
  /** Takes note of a part that has run. */
  measured(part: { rows: number; ms: number }): void;
}

/**
 * Keeps parts within {@link PART_MS}. The last measurement counts alone: where it was an odd one, the next corrects it,
 * and as a part has a cost besides its rows, a short part promises fewer rows than would fit.
 */
export function createPace(): Pace {
  let msPerRow = PART_MS;
  return {
    rows: (unit) => unit * Math.max(1, Math.floor(PART_MS / msPerRow / unit)),
    measured({ rows, ms }) {
      msPerRow = Math.max(ms, Number.MIN_VALUE) / rows;
    },
  };
}
