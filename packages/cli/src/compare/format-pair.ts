import { formatTable } from '@pilotlight/command-line/format-table';
import type { styleFor } from '@pilotlight/command-line/style';
import type { Estimate } from '@pilotlight/statistics/difference-interval';
import type { ComparedFigure } from './compare-versions.ts';
import type { VersionCalls, VersionPair } from './version-calls.ts';

const WORDS: Readonly<Record<ComparedFigure['figure'], { name: string; more: string; less: string }>> = {
  failed: { name: 'failed', more: 'fails more', less: 'fails less' },
  refused: { name: 'refused', more: 'refuses more', less: 'refuses less' },
  'warm median': { name: 'warm calls, median', more: 'is slower', less: 'is faster' },
  'warm 95 of 100': { name: 'warm calls, 95 of 100 within', more: 'is slower', less: 'is faster' },
  'cold median': { name: 'cold calls, median', more: 'starts slower', less: 'starts faster' },
};

/** Formats the compared figures and their verdicts as a table. */
export function formatPair(
  { model, first, other }: VersionPair,
  figures: readonly ComparedFigure[],
  style: ReturnType<typeof styleFor>,
): string {
  const rows = figures.map((one) => {
    const format = one.figure === 'failed' || one.figure === 'refused' ? formatShare : formatMs;
    return [
      WORDS[one.figure].name,
      one.first ? format(one.first.value) : '-',
      one.other ? format(one.other.value) : '-',
      one.difference ? formatDifference(one.difference, format) : '-',
      style(one.verdict === 'more' ? 'red' : 'dim', verdictOf(one)),
    ];
  });
  const heading = [
    model,
    nameOf(first),
    nameOf(other),
    'difference, 95 % interval',
    `version ${other.version}`,
  ];
  return formatTable([
    heading.map((cell) => style('bold', cell)),
    ['calls', String(first.calls), String(other.calls)],
    ['instances', String(first.instances.size), String(other.instances.size)],
    ...rows,
  ]);
}

function verdictOf({ figure, verdict, why }: ComparedFigure): string {
  return verdict === undefined ? `cannot tell${why === undefined ? '' : `: ${why}`}` : WORDS[figure][verdict];
}

function nameOf({ version, labels }: VersionCalls): string {
  return `version ${version}${labels.size > 0 ? ` (${[...labels].join(', ')})` : ''}`;
}

function formatDifference({ value, low, high }: Estimate, format: (value: number) => string): string {
  return `${signed(value, format)} (${signed(low, format)} to ${signed(high, format)})`;
}

function signed(value: number, format: (value: number) => string): string {
  return `${value < 0 ? '-' : '+'}${format(Math.abs(value))}`;
}

function formatShare(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function formatMs(ms: number): string {
  return `${ms.toFixed(ms < 10 ? 2 : 0)} ms`;
}

/** Returns the same as JSON. */
export function pairToJson({ model, first, other }: VersionPair, figures: readonly ComparedFigure[]) {
  return { model, first: versionToJson(first), other: versionToJson(other), figures };
}

function versionToJson({ version, labels, calls, instances }: VersionCalls) {
  return { version, labels: [...labels], calls, instances: instances.size };
}
