import type { RankedClass } from '@pilotlight/protocol';
import { formatTable } from '../format-table.ts';
import { safeText } from '../safe-text.ts';
import type { Style } from '../style.ts';

/** The best classes of each row, one a line, with their scores. */
export function formatRanking(rows: readonly (readonly RankedClass[])[], style: Style): string {
  return rows
    .map((classes) =>
      formatTable(
        classes.map(({ index, label, score }, rank) => {
          const name = label === undefined ? `class ${index}` : safeText(label);
          return [score.toFixed(4), rank === 0 ? style('bold', name) : name];
        }),
      ),
    )
    .join('\n\n');
}
