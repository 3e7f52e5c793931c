/**
 * The time that a part of a request may take in the engine, in milliseconds: calls that come meanwhile wait this long.
 * Each part costs some tenths of a millisecond, so shorter ones would reduce throughput.
 */
const PART_MS = 25;

/** Number of rows in a part, by how long the parts before took. */
export interface Pace {
  /** The rows of the next part, a multiple of `unit`. One unit before the first measurement. */
  rows(unit: number): number;
  /** Records a part that has run. */
  measured(part: { rows: number; ms: number }): void;
}

/**
 * Keeps parts within {@link PART_MS}. Only the last measurement counts. If it was unusual, the next one corrects it. A part
 * has a cost besides its rows, so a short part predicts fewer rows than would fit.
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
