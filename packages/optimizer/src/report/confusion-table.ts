import type { Html } from '@pilotlight/report/html';
import { type Cell, table } from '@pilotlight/report/table';

/** More than this make a table that nobody reads. */
const MOST_CLASSES = 20;

/** A confusion matrix as a table: rows are what is right, columns what was said. Undefined for very many classes. */
export function confusionTable(
  confusion: readonly (readonly number[])[],
  { caption, labels }: { caption: string; labels: readonly string[] | undefined },
): Html | undefined {
  if (confusion.length > MOST_CLASSES) return undefined;
  const names = confusion.map((_, at) => labels?.[at] ?? String(at));
  return table({
    caption,
    holds: 'numbers',
    heading: ['is \\ said', ...names],
    rows: confusion.map((row, label) => [
      names[label],
      ...row.map((times, said): Cell => ({ content: times, kind: kindOf(times, label === said) })),
    ]),
  });
}

function kindOf(times: number, isRight: boolean) {
  if (isRight) return 'right';
  return times === 0 ? 'quiet' : 'wrong';
}
