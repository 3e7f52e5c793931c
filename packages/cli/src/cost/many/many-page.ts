import type { DeploymentOutcome } from '@pilotlight/costs';
import { Plot } from '@pilotlight/report/chart';
import { COLORS } from '@pilotlight/report/colors';
import { figure } from '@pilotlight/report/figure';
import { html, type Html } from '@pilotlight/report/html';
import { page } from '@pilotlight/report/page';
import { table } from '@pilotlight/report/table';
import { formatDuration } from '../duration.ts';
import { formatDollars } from '../figures.ts';
import { basisTable } from '../report/tables.ts';
import { FRAME, waitingAxis } from '../report/waiting-chart.ts';
import type { ManyReport } from './compare-many.ts';
import { cellsOf, describeMany, MANY_HEADING } from './format-many.ts';

/** Returns the comparison as one page without other files. */
export function manyPage(report: ManyReport): string {
  return page({
    title: `One function for each of ${report.models} models, or one for all`,
    body: html`${describeMany(report).map((text) => html`<p class="quiet">${text}</p>`)}
      <h2>Waiting time and price</h2>
      ${moneyFigure(report.outcomes)}
      ${table({
        caption: 'Price and waiting time of each deployment',
        holds: 'numbers',
        heading: MANY_HEADING,
        rows: report.outcomes.map((outcome, n) => {
          const [deployment = '', ...cells] = cellsOf(outcome);
          return [`${n + 1} ${deployment}`, ...cells];
        }),
      })}
      <h2>Figures behind this comparison</h2>
      ${basisTable(report.lines)}`,
  });
}

/** Draws the cost of each way to the right, and the wait of callers upwards, numbered as in the table. */
function moneyFigure(outcomes: readonly DeploymentOutcome[]): Html {
  const points = outcomes.map((outcome, n) => ({ rank: n + 1, outcome }));
  type Point = (typeof points)[number];
  const x = ({ outcome }: Point) => Math.max(0.01, outcome.bill.dollars);
  const y = ({ outcome }: Point) => outcome.latencyMs.p95;
  // Points at the same place share a label.
  const places = Map.groupBy(points, (point) => `${formatDollars(x(point))} ${formatDuration(y(point))}`);
  const labels = [...places.values()].flatMap((same) => {
    const [point] = same;
    return point ? [{ ...point, text: same.map(({ rank }) => rank).join(', ') }] : [];
  });
  return figure(
    {
      title: 'Waiting time and price',
      description:
        'Each way as a point: further right costs more, further up makes callers wait longer. Filled points are one function for all models. The table below has the same figures.',
      caption:
        'Further down is faster, further left is cheaper, both by powers of ten; filled points are one function for all. The numbers are those of the table. The smallest cost in the chart is a cent.',
    },
    {
      ...FRAME,
      insetRight: 30,
      x: { type: 'log', label: 'dollars a month →', ticks: 6, tickFormat: formatDollars, grid: true },
      y: waitingAxis(points.map(y)),
      marks: [
        Plot.dot(points, {
          x,
          y,
          r: 7,
          fill: ({ outcome }: Point) =>
            outcome.deployment === 'one function for all' ? COLORS.good.page : COLORS.ground.page,
          stroke: COLORS.text.page,
          strokeWidth: 1.5,
        }),
        Plot.text(labels, {
          x,
          y,
          text: 'text',
          fill: 'currentColor',
          stroke: COLORS.ground.page,
          strokeWidth: 5,
          textAnchor: 'start',
          dx: 12,
        }),
      ],
      r: { type: 'identity' },
      color: { type: 'identity' },
    },
  );
}
