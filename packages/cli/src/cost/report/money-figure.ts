import type { Comparison, Outcome } from '@pilotlight/costs';
import { Plot } from '@pilotlight/report/chart';
import { COLORS } from '@pilotlight/report/colors';
import { figure } from '@pilotlight/report/figure';
import type { Html } from '@pilotlight/report/html';
import { formatDuration } from '../duration.ts';
import { formatDollars } from '../figures.ts';
import { FRAME, waitingAxis } from './waiting-chart.ts';

interface Point {
  rank: number;
  outcome: Outcome;
}

/** A label of one point, or of several points that would overlap. */
interface Label {
  dollars: number;
  p95: number;
  text: string;
}

const LABEL = {
  x: 'dollars',
  y: 'p95',
  text: 'text',
  fill: 'currentColor',
  stroke: COLORS.ground.page,
  strokeWidth: 5,
} as const;

/** Draws the cost of each policy to the right, and the wait of callers upwards, numbered as in the table. */
export function moneyFigure({ outcomes, chosen, targetP95Ms }: Comparison): Html {
  const points: Point[] = outcomes.map((outcome, n) => ({ rank: n + 1, outcome }));
  const x = ({ outcome }: Point) => outcome.bill.dollars;
  const y = ({ outcome }: Point) => outcome.latencyMs.p95;
  const most = Math.max(0.5, ...points.map(x));
  const texts = labels(points, most);
  const isLeft = ({ dollars }: Label) => dollars < most * 0.6;
  return figure(
    {
      title: 'Waiting time and price',
      description:
        `Each policy as a point: further right costs more, further up makes callers wait longer. ` +
        `Filled points answer 95 of 100 calls within ${formatDuration(targetP95Ms)}. The table below has the same figures.`,
      caption:
        'Further down is faster, further left is cheaper; filled points are fast enough. The numbers are those of the table.',
    },
    {
      ...FRAME,
      x: {
        label: 'dollars a month →',
        domain: [0, most * 1.15],
        ticks: 6,
        tickFormat: formatDollars,
        nice: true,
      },
      y: waitingAxis([targetP95Ms, ...points.map(y)]),
      marks: [
        Plot.ruleY([targetP95Ms], { stroke: COLORS.flame.page, strokeWidth: 2, strokeDasharray: '6 4' }),
        Plot.text([`target: ${formatDuration(targetP95Ms)}`], {
          x: most * 1.15,
          y: targetP95Ms,
          textAnchor: 'end',
          dy: -10,
          fill: COLORS.flame.page,
        }),
        Plot.dot(points, {
          x,
          y,
          r: (point: Point) => (point.outcome === chosen ? 9 : 6),
          fill: (point: Point) => (point.outcome.meetsTarget ? COLORS.good.page : COLORS.ground.page),
          stroke: COLORS.text.page,
          strokeWidth: 1.5,
        }),
        // Labels of points near the right edge go to their left.
        Plot.text(texts, { ...LABEL, filter: isLeft, textAnchor: 'start', dx: 14 }),
        Plot.text(texts, { ...LABEL, filter: (label: Label) => !isLeft(label), textAnchor: 'end', dx: -14 }),
      ],
      r: { type: 'identity' },
      color: { type: 'identity' },
    },
  );
}

/** Gives neighbors one label: nearer than a tenth of the width, with waits less than a factor of 1.5 apart. */
function labels(points: readonly Point[], most: number): Label[] {
  const groups: [Point, ...Point[]][] = [];
  for (const point of points) {
    const { bill, latencyMs } = point.outcome;
    const near = groups.find(([{ outcome }]) => {
      const isAsFast = Math.abs(Math.log(outcome.latencyMs.p95 / latencyMs.p95)) < Math.log(1.5);
      return isAsFast && Math.abs(outcome.bill.dollars - bill.dollars) < most / 10;
    });
    if (near) near.push(point);
    else groups.push([point]);
  }
  return groups.map((group) => {
    const [{ rank, outcome }] = group;
    const text =
      group.length === 1 ? `${rank} ${outcome.policy.title}` : group.map((point) => point.rank).join(', ');
    const dollars = Math.max(...group.map((point) => point.outcome.bill.dollars));
    return { dollars, p95: outcome.latencyMs.p95, text };
  });
}
