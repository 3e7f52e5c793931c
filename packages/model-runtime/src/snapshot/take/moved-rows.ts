import type { CopiedRows } from '../snapshot-plan.ts';

/** Rows of one of several tensors, with all lengths in elements. */
export type MovedRows = Required<CopiedRows> & { source: number };

/** Elements that are beside each other both in the source and in the result. */
type Run = Pick<MovedRows, 'source' | 'offset' | 'to' | 'length'>;

/** The most pieces that are followed: a plan lists each of them. */
const MOST = 1024;

/** Number of pieces that a run may continue: rows of several tensors can take turns, and so can a picture's channels. */
const OPEN = 16;

/**
 * Joins elements that were moved to rows of the same length and the same distance.
 *
 * @param positions the place that each element comes from, counted from 1 through all tensors, one after the other.
 * @param counts the number of elements of each tensor.
 * @returns undefined if an element comes from nowhere, or there are too many pieces.
 */
export function movedRows(positions: ArrayLike<number>, counts: readonly number[]): MovedRows[] | undefined {
  const moved: MovedRows[] = [];
  for (const run of runsOf(positions, counts)) {
    if (!run) return undefined;
    const rows = moved.slice(-OPEN).find((begun) => goesOn(begun, run));
    if (rows) {
      rows.fromStep = (run.offset - rows.offset) / rows.rows;
      rows.toStep = (run.to - rows.to) / rows.rows;
      rows.rows += 1;
    } else if (moved.push({ ...run, rows: 1, fromStep: run.length, toStep: run.length }) > MOST) {
      return undefined;
    }
  }
  return moved;
}

/** True if a run is the next of some rows. The second row sets the distance between them. */
function goesOn({ source, rows, length, offset, fromStep, toStep, to }: MovedRows, run: Run): boolean {
  if (run.source !== source || run.length !== length) return false;
  if (rows === 1) return run.offset >= offset;
  return run.offset === offset + rows * fromStep && run.to === to + rows * toStep;
}

function* runsOf(positions: ArrayLike<number>, counts: readonly number[]): Generator<Run | undefined> {
  let to = 0;
  while (to < positions.length) {
    const position = positions[to] ?? 0;
    let source = 0;
    let offset = position - 1;
    while (source < counts.length && offset >= (counts[source] ?? 0)) offset -= counts[source++] ?? 0;
    if (!Number.isInteger(position) || position < 1 || source === counts.length) return yield undefined;
    let length = 1;
    while (offset + length < (counts[source] ?? 0) && positions[to + length] === position + length) length++;
    yield { source, offset, to, length };
    to += length;
  }
}
