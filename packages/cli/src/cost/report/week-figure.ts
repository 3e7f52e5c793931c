import type { Outcome } from '@pilotlight/costs';
import { Plot } from '@pilotlight/report/chart';
import { COLORS } from '@pilotlight/report/colors';
import { figure } from '@pilotlight/report/figure';
import { html, type Html } from '@pilotlight/report/html';
import { DAYS, type HourCell, hourCells, HOURS } from './hour-cells.ts';
import { weekTable } from './tables.ts';

/** Draws the hours of a week, darker if more of their calls were cold; the figure in each hour is a percentage. */
export function weekFigure(outcome: Outcome): Html {
  const { policy, week } = outcome;
  const cells = hourCells(week);
  return figure(
    {
      title: `Cold calls by the hour of the week: ${policy.title}`,
      description:
        'Seven rows of 24 hours. The number in each hour is how many of 100 calls waited for an instance to start; hours without calls are empty. The table below has the same figures.',
      caption: `With ${policy.title}: the number of calls of 100, in each hour of the week, that waited for an instance to start.`,
      more: html`<details>
        <summary>As a table</summary>
        ${weekTable(outcome)}
      </details>`,
    },
    {
      width: 860,
      height: 270,
      marginLeft: 90,
      marginBottom: 50,
      x: { domain: HOURS, label: 'hour of the day', labelOffset: 45 },
      y: { domain: DAYS, label: null },
      opacity: { type: 'identity' },
      marks: [
        Plot.cell(cells, {
          x: 'hour',
          y: 'day',
          fill: COLORS.flame.page,
          fillOpacity: (cell: HourCell) => cell.share * 0.6,
          stroke: COLORS.line.page,
        }),
        Plot.text(cells, {
          x: 'hour',
          y: 'day',
          text: (cell: HourCell) => String(Math.round(cell.share * 100)),
          fill: 'currentColor',
        }),
      ],
    },
  );
}
