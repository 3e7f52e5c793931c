import { drawChart, Plot } from '@pilotlight/report/chart';
import { SERIES } from '@pilotlight/report/colors';
import type { LoadResults } from '../load/load-results.ts';

/** Draws groups of bars: answers a second at each concurrency. */
export function loadChart({ contenders }: LoadResults): string {
  const bars = contenders.flatMap(({ name, loads }, at) =>
    loads.map(({ concurrency, requestsPerSecond, latencyMs, errors }) => ({
      name: name.replaceAll('`', ''),
      callers: concurrency === 1 ? '1 caller' : `${concurrency} callers`,
      rate: requestsPerSecond,
      label: `${requestsPerSecond.toFixed(1)} a second, p99 ${latencyMs?.p99.toFixed(0) ?? 'none'} ms${errors > 0 ? `, ${errors} errors` : ''}`,
      color: SERIES[at % SERIES.length],
    })),
  );
  return drawChart(
    {
      title: 'One warm instance under load',
      description: `Correct answers a second: ${bars.map(({ name, callers, label }) => `${name}, ${callers}: ${label}`).join('; ')}.`,
    },
    {
      width: 960,
      height: 80 + bars.length * 30,
      marginLeft: 330,
      marginRight: 270,
      marginBottom: 45,
      x: { label: 'correct answers a second →', grid: true },
      y: { label: null },
      fy: { label: null, domain: [...new Set(bars.map(({ callers }) => callers))], padding: 0.15 },
      marks: [
        Plot.barX(bars, { x: 'rate', y: 'name', fy: 'callers', fill: 'color', insetTop: 1, insetBottom: 1 }),
        Plot.text(bars, { x: 'rate', y: 'name', fy: 'callers', text: 'label', textAnchor: 'start', dx: 5 }),
        Plot.ruleX([0]),
      ],
    },
  );
}
