import { formatPercent } from '@pilotlight/statistics/format-percent';
import type { Comparison } from '../evaluation/compare.ts';
import type { Evaluation } from '../evaluation/evaluate-model.ts';
import { type Candidate, costOf, type Objective, qualityOf } from '../optimize/candidate.ts';
import { confusionTable } from './confusion-table.ts';
import { html, type Html } from './html.ts';
import { scatterPlot } from './scatter-plot.ts';
import { STYLE } from './style.ts';

const COST_TITLES: Readonly<Record<Objective, string>> = {
  size: 'deflated size, KiB',
  latency: 'warm answer, ms',
  'cold-start': 'cold start, ms',
};

/** More names than this stand in each other's way: then only those on the front, and the original, have theirs. */
const MOST_NAMES = 8;

/** All that an optimisation found out. */
export interface Optimization {
  model: string;
  data: string;
  calibration: string;
  objective: Objective;
  maxDrop: number;
  /** The original first. */
  candidates: readonly [Candidate, ...Candidate[]];
  front: readonly Candidate[];
  chosen: Candidate;
  /** The chosen one against the original. */
  comparison: Comparison;
  /** What was not tried, and why. */
  skipped: readonly { what: string; why: string }[];
  labels: readonly string[] | undefined;
}

/** Writes a page that shows what was tried, what was chosen, and why: one file, readable without colours and scripts. */
export function optimizationReport(optimization: Optimization): string {
  const { model, data, calibration, objective, maxDrop, candidates, front, chosen, skipped, labels } =
    optimization;
  const [original] = candidates;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Making ${model} smaller</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <main>
          <h1>Making ${model} smaller</h1>
          <p>
            <strong
              >${chosen === original ? 'The original stays: nothing that was tried is better.' : html`Chosen: ${chosen.name}.`}</strong
            >
            ${verdictOf(optimization)}
          </p>
          <p>
            Chosen for its ${objective.replace('-', ' ')} among what is at most ${formatPercent(maxDrop)}
            worse on the calibration data, <code>${calibration}</code>; judged by <code>${data}</code>, which
            had no part in it.
          </p>
          <h2>What was tried</h2>
          <figure>
            ${plot(optimization)}
            <figcaption>
              Those on the line cost least for how good they are. The table has the same figures, and all
              names.
            </figcaption>
          </figure>
          ${candidateTable(candidates, front, chosen)} ${skippedList(skipped)}
          ${chosen.storage ? storageTable(chosen) : ''} ${confusions(original.evaluation, chosen, labels)}
        </main>
      </body>
    </html> `;
  return page.markup;
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
  const isSize = objective === 'size';
  const isClasses = candidates[0].evaluation.kind === 'classes';
  return scatterPlot(
    candidates.map((candidate) => ({
      name: candidate.name,
      x: costOf(candidate, objective),
      y: qualityOf(candidate),
      isOnFront: front.includes(candidate),
      isChosen: candidate === chosen,
      isNamed: candidates.length <= MOST_NAMES || candidate === candidates[0] || front.includes(candidate),
    })),
    {
      title: `${isClasses ? 'Accuracy' : 'Mean error'} against ${COST_TITLES[objective]}`,
      x: {
        title: COST_TITLES[objective],
        format: (value) => (isSize ? (value / 1024).toFixed(1) : value.toFixed(1)),
      },
      y: isClasses
        ? { title: 'accuracy', format: formatPercent }
        : { title: 'mean error', format: (value) => (-value).toPrecision(3) },
    },
  );
}

function candidateTable(
  candidates: readonly Candidate[],
  front: readonly Candidate[],
  chosen: Candidate,
): Html {
  return html`<table class="candidates">
    <caption>
      Every model that was tried
    </caption>
    <thead>
      <tr>
        <th scope="col">model</th>
        <th scope="col">right</th>
        <th scope="col">95%</th>
        <th scope="col">worse on the calibration</th>
        <th scope="col">deflated, KiB</th>
        <th scope="col">on disk, KiB</th>
        <th scope="col">warm, ms</th>
        <th scope="col">cold start, ms</th>
        <th scope="col">memory, MiB</th>
      </tr>
    </thead>
    <tbody>
      ${candidates.map((candidate) => {
        const { name, drop, evaluation, needs } = candidate;
        const marks = [
          ...(front.includes(candidate) ? ['on the front'] : []),
          ...(candidate === chosen ? ['chosen'] : []),
        ];
        const [quality, interval] = qualityText(evaluation);
        return html`<tr class="${candidate === chosen ? 'chosen' : ''}">
          <th scope="row">${name}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}</th>
          <td>${quality}</td>
          <td>${interval}</td>
          <td>${formatPercent(drop)}</td>
          <td>${kib(needs.bytes.compressed)}</td>
          <td>${kib(needs.bytes.onDisk)}</td>
          <td>${needs.warmMs.toFixed(1)}</td>
          <td>${needs.coldStartMs.toFixed(0)}</td>
          <td>${needs.peakMiB.toFixed(0)}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

function skippedList(skipped: Optimization['skipped']): Html | string {
  if (skipped.length === 0) return '';
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

function storageTable({ name, storage, sensitivities }: Candidate): Html {
  const distances = new Map(
    sensitivities.filter(({ level }) => level === 'uint8').map(({ unit, distance }) => [unit.name, distance]),
  );
  const largest = Math.max(...distances.values());
  return html`<h2>Which weights got which precision</h2>
    <table>
      <caption>
        ${name}; how far the answers move when a weight alone is stored in bytes, as a bar too
      </caption>
      <thead>
        <tr>
          <th scope="col">weight</th>
          <th scope="col">stored as</th>
          <th scope="col">answers move by</th>
        </tr>
      </thead>
      <tbody>
        ${[...(storage ?? [])].map(([weight, stored]) => {
          const distance = distances.get(weight);
          const share = distance === undefined || largest <= 0 ? 0 : Math.sqrt(distance / largest);
          return html`<tr>
            <th scope="row"><code>${weight}</code></th>
            <td><span class="stored ${stored}">${stored}</span></td>
            <td>
              ${distance === undefined ? 'not measured' : html`<span class="bar" style="width:${(8 * share).toFixed(2)}em"></span> ${distance.toExponential(1)}`}
            </td>
          </tr>`;
        })}
      </tbody>
    </table>`;
}

function confusions(
  before: Evaluation,
  chosen: Candidate,
  labels: readonly string[] | undefined,
): Html | string {
  const after = chosen.evaluation;
  if (before.kind !== 'classes' || after.kind !== 'classes') return '';
  const tables = [
    confusionTable(before.confusion, { caption: 'original', labels }),
    confusionTable(after.confusion, { caption: chosen.name, labels }),
  ].filter((table) => table !== undefined);
  return tables.length === 0
    ? ''
    : html`<h2>What is taken for what, before and after</h2>
        <div class="pair">${tables}</div>`;
}

function kib(bytes: number): string {
  return (bytes / 1024).toFixed(1);
}
