import { drawChart, Plot } from '@pilotlight/report/chart';
import { SERIES } from '@pilotlight/report/colors';
import type { GrowthResults, Series } from '../growth/growth-results.ts';

/** Draws the first answer over the size of the model: a line per engine, and dashed lines for the machine alone. */
export function growthChart({ engines, machine, runs }: GrowthResults): string {
  const points = [...engines, ...machine].flatMap((series, at) =>
    series.points.map(({ megabytes, ms }) => ({
      name: series.name,
      megabytes,
      ms: ms.median,
      low: ms.min,
      high: ms.max,
      isMachine: at >= engines.length,
      color: SERIES[at % SERIES.length],
    })),
  );
  const ends = [...engines, ...machine].map((series, at) => ({
    ...last(series),
    label: `${series.name}: ${series.line.slope.toFixed(2)} ms per MB`,
    color: SERIES[at % SERIES.length],
  }));
  const by = { x: 'megabytes', y: 'ms', z: 'name', stroke: 'color', strokeWidth: 2 } as const;
  return drawChart(
    {
      title: 'How the cold start grows with the model',
      description: `Milliseconds to the first correct answer by megabytes of weights, medians of ${runs}. ${ends
        .map(({ label }) => label)
        .join('; ')}.`,
    },
    {
      width: 960,
      height: 480,
      marginRight: 230,
      marginLeft: 60,
      marginBottom: 45,
      x: { label: 'weights, MB →', nice: true },
      y: { label: '↑ ms', domain: [0, Math.max(...points.map(({ high }) => high))], grid: true, nice: true },
      marks: [
        Plot.line(
          points.filter(({ isMachine }) => !isMachine),
          by,
        ),
        Plot.line(
          points.filter(({ isMachine }) => isMachine),
          { ...by, strokeDasharray: '5 4' },
        ),
        Plot.ruleX(points, { x: 'megabytes', y1: 'low', y2: 'high', stroke: 'color' }),
        Plot.dot(points, { x: 'megabytes', y: 'ms', fill: 'color', r: 3 }),
        Plot.text(apart(ends, 15 * (Math.max(...points.map(({ high }) => high)) / 400)), {
          x: 'megabytes',
          y: 'ms',
          text: 'label',
          textAnchor: 'start',
          dx: 8,
        }),
      ],
    },
  );
}

function last({ points }: Series): { megabytes: number; ms: number } {
  const point = points.at(-1);
  return { megabytes: point?.megabytes ?? 0, ms: point?.ms.median ?? 0 };
}

/** Moves labels up until they do not overlap. */
function apart<Label extends { ms: number }>(labels: readonly Label[], distance: number): Label[] {
  let floor = 0;
  return labels
    .toSorted((a, b) => a.ms - b.ms)
    .map((label) => {
      const ms = Math.max(label.ms, floor);
      floor = ms + distance;
      return { ...label, ms };
    });
}
