import { html, type Html } from '@pilotlight/report/html';
import { page } from '@pilotlight/report/page';
import { type Cell, table } from '@pilotlight/report/table';
import { formatPercent } from '@pilotlight/statistics/format-percent';
import type { Evaluation } from '../evaluation/evaluate-model.ts';
import { type Candidate, costOf, type Objective, qualityOf } from '../optimize/candidate.ts';
import type { Optimization } from '../optimize/optimization.ts';
import { confusionTable } from './confusion-table.ts';
import { scatterPlot } from './scatter-plot.ts';

const COST_TITLES: Readonly<Record<Objective, string>> = {
  size: 'deflated size, KiB',
  latency: 'warm answer, ms',
  'cold-start': 'cold start, ms',
};

/** More names than this overlap: then only the original and those on the front have theirs. */
const MOST_NAMES = 8;

/** Writes a page with all candidates, the choice, and the reasons: one file, readable without colors and scripts. */
export function optimizationReport(optimization: Optimization): string {
  const { model, data, calibration, objective, maxDrop, candidates, chosen, skipped, labels } = optimization;
  const [original] = candidates;
  return page({
    title: `Making ${model} smaller`,
    body: html`<p>
        <strong
          >${chosen === original ? 'The original stays: no other model is better.' : html`Chosen: ${chosen.name}.`}</strong
        >
        ${verdictOf(optimization)}
      </p>
      <p>
        Chosen for its ${objective.replace('-', ' ')} among the models that are at most
        ${formatPercent(maxDrop)} worse on the calibration data, <code>${calibration}</code>. Measured on
        <code>${data}</code>, which was not used for the choice.
      </p>
      <h2>What was tried</h2>
      ${plot(optimization)} ${candidateTable(optimization)} ${skippedList(skipped)}
      ${chosen.storage && storageTable(chosen, chosen.storage)}
      ${confusions(original.evaluation, chosen, labels)}`,
  });
}

function verdictOf({ comparison, chosen, candidates: [original] }: Optimization): string {
  if (chosen === original) return '';
  if (comparison.kind === 'values') return `Against the original: ${comparison.verdict}.`;
  const { verdict, onlyFirst, onlySecond, p } = comparison;
  return (
    `Against the original: ${verdict} (${onlyFirst} examples lost, ${onlySecond} won, ` +
    `p ${p < 0.0001 ? '< 0.0001' : `= ${p.toFixed(4)}`} by McNemar's exact test).`
  );
}

function plot({ candidates, front, chosen, objective }: Optimization): Html {
  const isClasses = candidates[0].evaluation.kind === 'classes';
  const quality = isClasses ? 'Accuracy' : 'Mean error';
  const cost = COST_TITLES[objective];
  return scatterPlot(
    candidates.map((candidate) => ({
      name: candidate.name,
      x: objective === 'size' ? costOf(candidate, objective) / 1024 : costOf(candidate, objective),
      y: qualityOf(candidate),
      isOnFront: front.includes(candidate),
      isChosen: candidate === chosen,
      isNamed: candidates.length <= MOST_NAMES || candidate === candidates[0] || front.includes(candidate),
    })),
    {
      title: `${quality} against ${cost}`,
      description:
        'Each point is a model that was tried: further right costs more, further up is better. The table below has the same figures.',
      caption:
        'Models on the line have the lowest cost for their quality. The table has the same figures, and all names.',
      x: { title: cost, format: (value) => value.toLocaleString('en') },
      y: {
        title: quality.toLowerCase(),
        format: isClasses
          ? (value) => `${(100 * value).toLocaleString('en')}%`
          : (value) => String(Number((-value).toPrecision(6))),
      },
    },
  );
}

function candidateTable({ candidates, front, chosen }: Optimization): Html {
  return table({
    caption: 'Every model that was tried',
    holds: 'numbers',
    heading: [
      'model',
      'right',
      '95%',
      'worse on the calibration',
      'deflated, KiB',
      'on disk, KiB',
      'warm, ms',
      'cold start, ms',
      'memory, MiB',
    ],
    rows: candidates.map((candidate) => {
      const { name, drop, evaluation, needs } = candidate;
      const marks = [
        ...(front.includes(candidate) ? ['on the front'] : []),
        ...(candidate === chosen ? ['chosen'] : []),
      ];
      const cells = [
        `${name}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}`,
        ...qualityText(evaluation),
        formatPercent(drop),
        kib(needs.bytes.compressed),
        kib(needs.bytes.onDisk),
        needs.warmMs.toFixed(1),
        needs.coldStartMs.toFixed(0),
        needs.peakMiB.toFixed(0),
      ];
      return candidate === chosen ? cells.map((content): Cell => ({ content, kind: 'chosen' })) : cells;
    }),
  });
}

function skippedList(skipped: Optimization['skipped']): Html | undefined {
  if (skipped.length === 0) return undefined;
  return html`<h2>What was not tried</h2>
    <ul>
      ${skipped.map(({ what, why }) => html`<li>${what}: ${why}</li>`)}
    </ul>`;
}

function qualityText(evaluation: Evaluation): [string, string] {
  const { interval } = evaluation;
  return evaluation.kind === 'classes'
    ? [
        formatPercent(evaluation.accuracy),
        `${formatPercent(interval.low)} to ${formatPercent(interval.high)}`,
      ]
    : [
        evaluation.meanError.toPrecision(4),
        `${interval.low.toPrecision(3)} to ${interval.high.toPrecision(3)}`,
      ];
}

function storageTable({ name, sensitivities }: Candidate, storage: NonNullable<Candidate['storage']>): Html {
  const distances = new Map(
    sensitivities.filter(({ level }) => level === 'uint8').map(({ unit, distance }) => [unit.name, distance]),
  );
  const largest = Math.max(...distances.values());
  return html`<h2>Which weights got which precision</h2>
    ${table({
      caption: `${name}; how far the answers move when a weight alone is stored in bytes, as a bar too`,
      holds: 'numbers',
      heading: ['weight', 'stored as', 'answers move by'],
      rows: [...storage].map(([weight, stored]) => {
        const distance = distances.get(weight);
        const share = distance === undefined || largest <= 0 ? 0 : Math.sqrt(distance / largest);
        return [
          html`<code>${weight}</code>`,
          html`<span class="tag">${stored}</span>`,
          distance === undefined
            ? 'not measured'
            : html`<span class="bar" style="width:${(8 * share).toFixed(2)}em"></span>
                ${distance.toExponential(1)}`,
        ];
      }),
    })}`;
}

function confusions(
  before: Evaluation,
  chosen: Candidate,
  labels: readonly string[] | undefined,
): Html | undefined {
  const after = chosen.evaluation;
  if (before.kind !== 'classes' || after.kind !== 'classes') return undefined;
  const tables = [
    confusionTable(before.confusion, { caption: 'original', labels }),
    confusionTable(after.confusion, { caption: chosen.name, labels }),
  ].filter((each) => each !== undefined);
  return tables.length === 0
    ? undefined
    : html`<h2>Confusion matrices, before and after</h2>
        <div class="side-by-side">${tables}</div>`;
}

function kib(bytes: number): string {
  return (bytes / 1024).toFixed(1);
}
