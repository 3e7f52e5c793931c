import type { RankedClass } from '@pilotlight/protocol';
import { formatTable } from '@pilotlight/command-line/format-table';
import { safeText } from '@pilotlight/command-line/safe-text';
import type { Style } from '@pilotlight/command-line/style';

/** Formats the best classes of each row, one per line, with their scores. */
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
