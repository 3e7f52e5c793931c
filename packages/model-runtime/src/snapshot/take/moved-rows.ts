import type { CopiedRows } from '../snapshot-plan.ts';

/** Rows of elements of one of several tensors, in elements. */
export type MovedRows = Required<CopiedRows> & { source: number };

/** Elements that lie beside each other, there and here. */
type Run = Pick<MovedRows, 'source' | 'offset' | 'to' | 'length'>;

/** The most pieces that are followed: a plan says of each where it goes. */
const MOST = 1024;

/** How many pieces a run is held against, as the rows of several tensors take turns, or a picture's channels. */
const OPEN = 16;

/**
 * Puts together what has been moved, to rows that are equally long and equally far apart.
 *
 * @param positions of each element the place that it comes from, counted from 1 through all tensors, one after the other.
 * @param counts how many elements each tensor has.
 * @returns undefined where an element comes from nowhere, or they make too many pieces.
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

/** Says whether a run is the next of some rows. The second one says how far apart they are. */
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
