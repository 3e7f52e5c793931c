import { drawChart, Plot } from '@pilotlight/report/chart';
import { SERIES } from '@pilotlight/report/colors';
import type { ColdResults } from '../cold/cold-results.ts';

/** Each bar has its name too, so that no fact depends on color alone. */
const COLOR_OF_ROLE = { floor: '#bbbbbb', reference: SERIES[6], ours: SERIES[0], peer: SERIES[4] } as const;

/** Draws bars of the ratios to the hello world, on a logarithmic axis: some are tenths, some are tens. */
export function coldChart({ contenders, runs }: ColdResults): string {
  const bars = contenders
    .map(({ name, role, ratio, firstAnswerMs }) => ({
      name: name.replaceAll('`', ''),
      color: COLOR_OF_ROLE[role],
      ratio: ratio.median,
      low: ratio.min,
      high: ratio.max,
      label: `${ratio.median.toFixed(2)}  (${firstAnswerMs.median.toFixed(0)} ms)`,
    }))
    .toSorted((a, b) => a.ratio - b.ratio);
  const least = Math.min(0.1, ...bars.map(({ low }) => low));
  const most = Math.max(2, ...bars.map(({ high }) => high));
  return drawChart(
    {
      title: 'Cold starts, as ratios to a hello world',
      description: `From the spawn of a process to its first correct answer, medians of ${runs}: ${bars
        .map(({ name, label }) => `${name} ${label}`)
        .join('; ')}.`,
    },
    {
      width: 960,
      marginBottom: 50,
      height: 100 + bars.length * 34,
      marginLeft: 400,
      marginRight: 140,
      x: {
        type: 'log',
        labelOffset: 42,
        label: 'first answer, as a ratio to the hello world →',
        domain: [least, most],
        ticks: [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50].filter((tick) => tick <= most),
        tickFormat: 'g',
      },
      y: { label: null, domain: bars.map(({ name }) => name) },
      marks: [
        Plot.barX(bars, { y: 'name', x1: least, x2: 'ratio', fill: 'color', insetTop: 3, insetBottom: 3 }),
        Plot.ruleY(bars, { y: 'name', x1: 'low', x2: 'high', strokeWidth: 2 }),
        Plot.ruleX([1], { strokeDasharray: '4 3' }),
        Plot.text(bars, { y: 'name', x: 'high', text: 'label', textAnchor: 'start', dx: 6 }),
      ],
    },
  );
}
