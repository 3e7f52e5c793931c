import { drawChart, Plot } from '@pilotlight/report/chart';
import { SERIES } from '@pilotlight/report/colors';
import type { ModelResults } from '../model/model-results.ts';

/** Draws the parts of a cold start, each beginning where the last ended. */
export function modelChart({
  model,
  version,
  engine,
  runs,
  firstAnswerMs,
  ratio,
  parts,
}: ModelResults): string {
  let end = 0;
  const bars = parts.map(({ name, ms }, at) => {
    const begin = end;
    end += ms;
    return { name, begin, end, label: `${ms.toFixed(0)} ms`, color: SERIES[at % SERIES.length] };
  });
  const whole = `${firstAnswerMs.median.toFixed(0)} ms, ${ratio.median.toFixed(2)} of a hello world`;
  return drawChart(
    {
      title: `Where the cold-start time of ${model}, version ${version}, goes`,
      description: `On ${engine}, medians of ${runs}: ${whole}. ${bars.map(({ name, label }) => `${name} ${label}`).join('; ')}.`,
    },
    {
      width: 960,
      height: 110 + bars.length * 32,
      marginLeft: 240,
      marginRight: 80,
      marginTop: 40,
      marginBottom: 50,
      x: { label: 'ms since the spawn of the process →', labelOffset: 42, grid: true, domain: [0, end] },
      y: { label: null, domain: bars.map(({ name }) => name) },
      marks: [
        Plot.barX(bars, { y: 'name', x1: 'begin', x2: 'end', fill: 'color', insetTop: 3, insetBottom: 3 }),
        Plot.text(bars, { y: 'name', x: 'end', text: 'label', textAnchor: 'start', dx: 6 }),
        Plot.text([`${model}, version ${version}, on ${engine}: ${whole}`], {
          frameAnchor: 'top-left',
          dy: -28,
          fontWeight: 'bold',
        }),
        Plot.ruleX([0]),
      ],
    },
  );
}
