import { type Optimization, type Candidate } from '@pilotlight/optimizer';
import { formatPercent } from '@pilotlight/statistics/format-percent';
import { evaluationJson } from './evaluation-json.ts';
import { formatBytes } from '@pilotlight/command-line/format-bytes';
import { formatTable } from '@pilotlight/command-line/format-table';
import { safeText } from '@pilotlight/command-line/safe-text';
import type { Style } from '@pilotlight/command-line/style';

interface Written {
  /** The path of the chosen model; undefined if the original stays. */
  path: string | undefined;
  report: string | undefined;
}

/** Formats what `optimize` prints for people: every model that was tried, and the chosen one. */
export function formatOptimization(
  { candidates, front, chosen, comparison, skipped }: Optimization,
  { path, report }: Written,
  style: Style,
): string {
  const heading = ['', 'right', 'worse on the calibration', 'compressed', 'warm', 'cold start', ''];
  const rows = candidates.map((candidate) => {
    const { name, drop, needs } = candidate;
    const marks = [
      ...(front.includes(candidate) ? ['front'] : []),
      ...(candidate === chosen ? ['chosen'] : []),
    ];
    return [
      candidate === chosen ? style('bold', safeText(name)) : safeText(name),
      quality(candidate),
      formatPercent(drop),
      formatBytes(needs.bytes.compressed),
      `${needs.warmMs.toFixed(1)} ms`,
      `${Math.round(needs.coldStartMs)} ms`,
      marks.join(', '),
    ];
  });
  return [
    formatTable([heading.map((cell) => style('bold', cell)), ...rows]),
    ...skipped.map(({ what, why }) => `not tried: ${safeText(what)}: ${safeText(why)}`),
    '',
    path === undefined
      ? 'The original stays: no other model is better.'
      : `${style('bold', safeText(path))}: ${chosen.name}; against the original: ${comparison.verdict}`,
    ...(report === undefined ? [] : [`${safeText(report)} shows why.`]),
  ].join('\n');
}

function quality({ evaluation }: Candidate): string {
  return evaluation.kind === 'classes'
    ? formatPercent(evaluation.accuracy)
    : `mean error ${evaluation.meanError.toPrecision(4)}`;
}

/** Returns the same as JSON. */
export function optimizationJson(optimization: Optimization, { path, report }: Written): object {
  const { model, data, calibration, objective, maxDrop, candidates, front, chosen, comparison, skipped } =
    optimization;
  return {
    model,
    data,
    calibration,
    for: objective,
    maxDrop,
    output: path,
    report,
    chosen: chosen.name,
    comparison,
    front: front.map(({ name }) => name),
    skipped,
    candidates: candidates.map(({ name, drop, evaluation, needs, storage }) => ({
      ...evaluationJson({ model: name, evaluation, needs, labels: undefined }),
      drop,
      ...(storage ? { storage: Object.fromEntries(storage) } : {}),
    })),
  };
}
