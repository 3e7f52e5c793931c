import type { Html } from '@pilotlight/report/html';
import { type Cell, table } from '@pilotlight/report/table';

/** Larger tables are unreadable. */
const MOST_CLASSES = 20;

/**
 * Returns a confusion matrix as a table: rows are the true classes, columns the predictions. Undefined for very many
 * classes.
 */
export function confusionTable(
  confusion: readonly (readonly number[])[],
  { caption, labels }: { caption: string; labels: readonly string[] | undefined },
): Html | undefined {
  if (confusion.length > MOST_CLASSES) return undefined;
  const names = confusion.map((_, at) => labels?.[at] ?? String(at));
  return table({
    caption,
    holds: 'numbers',
    heading: ['true \\ predicted', ...names],
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
