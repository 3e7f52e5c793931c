import type { Tally } from '@pilotlight/optimizer/tally';
import { formatPercent } from '@pilotlight/statistics/format-percent';

/** Formats an evaluation as text for a terminal. */
export function formatEvaluation({ count, correct, accuracy, interval, confusion, recall }: Tally): string {
  const digits = recall.map((_, digit) => cell(digit)).join('');
  return [
    `${correct} of ${count} right: ${formatPercent(accuracy)}` +
      ` (95% Wilson interval ${formatPercent(interval.low)} to ${formatPercent(interval.high)})`,
    '',
    'Rows: the true digit. Columns: the predicted digit. Last: recall.',
    `    ${digits}`,
    ...confusion.map(
      (row, digit) => `  ${digit} ${row.map(cell).join('')}  ${formatPercent(recall[digit] ?? 0)}`,
    ),
  ].join('\n');
}

function cell(value: number): string {
  return String(value).padStart(6);
}
