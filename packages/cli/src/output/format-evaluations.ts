import type { Comparison, Needs } from '@pilotlight/optimizer';
import { formatPercent } from '@pilotlight/statistics/format-percent';
import { formatBytes } from '@pilotlight/command-line/format-bytes';
import { formatTable } from '@pilotlight/command-line/format-table';
import { safeText } from '@pilotlight/command-line/safe-text';
import type { Style } from '@pilotlight/command-line/style';
import type { Evaluated } from '../models/evaluate-models.ts';

const MOST_MISTAKES = 5;

/** Formats what `evaluate` prints for people: a column per model. */
export function formatEvaluations(
  evaluated: readonly Evaluated[],
  comparison: Comparison | undefined,
  style: Style,
): string {
  const columns = evaluated.map((each) => [...quality(each), ...needsOf(each.needs)]);
  const [first = []] = columns;
  const table = first.map(([heading], row) => [
    style('bold', heading),
    ...columns.map((column) => column[row]?.[1] ?? ''),
  ]);
  const names = ['', ...evaluated.map(({ model }) => style('bold', safeText(model)))];
  return [
    formatTable(evaluated.length > 1 ? [names, ...table] : table, ''),
    ...(comparison ? ['', formatComparison(comparison, style)] : []),
  ].join('\n');
}

function quality({ evaluation, labels }: Evaluated): [string, string][] {
  if (evaluation.kind === 'values') {
    const { count, meanError, interval, rootMeanSquare } = evaluation;
    const bounds = Number.isFinite(interval.low)
      ? `, 95% ${interval.low.toPrecision(3)} to ${interval.high.toPrecision(3)}`
      : ', too few examples for an interval';
    return [
      ['examples', count.toLocaleString('en')],
      ['mean error', `${meanError.toPrecision(4)}${bounds}`],
      ['root mean square', rootMeanSquare.toPrecision(4)],
    ];
  }
  const { count, correct, accuracy, interval, topFive, confusion } = evaluation;
  return [
    ['examples', count.toLocaleString('en')],
    [
      'right',
      `${formatPercent(accuracy)} (${correct.toLocaleString('en')}), 95% ${formatPercent(interval.low)} to ${formatPercent(interval.high)}`,
    ],
    ...(topFive
      ? ([
          [
            'among five',
            `${formatPercent(topFive.share)}, 95% ${formatPercent(topFive.interval.low)} to ${formatPercent(topFive.interval.high)}`,
          ],
        ] satisfies [string, string][])
      : []),
    ['mistaken most', mistakes(confusion, labels)],
  ];
}

function needsOf({ bytes, warmMs, coldStartMs, peakMiB }: Needs): [string, string][] {
  return [
    ['size', `${formatBytes(bytes.onDisk)}, ${formatBytes(bytes.compressed)} compressed`],
    ['warm', `${warmMs.toFixed(1)} ms a row`],
    ['cold start', `${Math.round(coldStartMs)} ms`],
    ['memory', `${Math.round(peakMiB)} MiB at most`],
  ];
}

function mistakes(confusion: readonly (readonly number[])[], labels: readonly string[] | undefined): string {
  const name = (at: number) => safeText(labels?.[at] ?? String(at));
  const pairs = confusion.flatMap((row, label) =>
    row.flatMap((times, said) => (said === label || times === 0 ? [] : [{ label, said, times }])),
  );
  const worst = pairs.toSorted((a, b) => b.times - a.times).slice(0, MOST_MISTAKES);
  return (
    worst.map(({ label, said, times }) => `${name(label)} for ${name(said)} ×${times}`).join(', ') || 'none'
  );
}

function formatComparison(comparison: Comparison, style: Style): string {
  const color = comparison.verdict === 'worse' ? 'red' : comparison.verdict === 'better' ? 'green' : 'bold';
  const verdict = style(color, `the second against the first: ${comparison.verdict}`);
  if (comparison.kind === 'values') {
    const { difference, interval } = comparison;
    const bounds = Number.isFinite(interval.low)
      ? `95% ${interval.low.toPrecision(3)} to ${interval.high.toPrecision(3)}`
      : 'too few examples for an interval';
    return `${verdict}\n  its mean error is ${signed(difference, (value) => value.toPrecision(3))}, ${bounds}`;
  }
  const { difference, onlyFirst, onlySecond, p } = comparison;
  return (
    `${verdict}\n  ${signed(difference, formatPercent)}: ${onlySecond} that only the second got right, ` +
    `${onlyFirst} that only the first; p ${p < 0.0001 ? '< 0.0001' : `= ${p.toFixed(4)}`} (McNemar, exact)`
  );
}

function signed(value: number, format: (value: number) => string): string {
  return `${value < 0 ? '-' : '+'}${format(Math.abs(value))}`;
}
