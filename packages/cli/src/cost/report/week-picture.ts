import type { Outcome } from '@pilotlight/costs';
import * as Plot from '@observablehq/plot';
import { describePicture } from './picture.ts';

export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** One hour of the week: which share of its calls was cold. */
export interface HourCell {
  day: string;
  hour: number;
  share: number;
}

/** The hours that had a call. */
export function hourCells({ calls, coldCalls }: Outcome['week']): HourCell[] {
  return calls.flatMap((count, hourOfWeek) => {
    const day = DAYS[Math.floor(hourOfWeek / 24)];
    if (count === 0 || day === undefined) return [];
    return [{ day, hour: hourOfWeek % 24, share: (coldCalls[hourOfWeek] ?? 0) / count }];
  });
}

/** A week of hours, the darker the more of their calls were cold; the figure in each is per cent. */
export function weekPicture(document: Document, { policy, week }: Outcome, id: string): Element {
  const cells = hourCells(week);
  const svg = Plot.plot({
    document,
    width: 860,
    height: 270,
    marginLeft: 90,
    marginBottom: 50,
    style: { fontSize: '13px', background: 'none', overflow: 'visible' },
    x: { domain: Array.from({ length: 24 }, (_, hour) => hour), label: 'hour of the day', labelOffset: 45 },
    y: { domain: DAYS, label: null },
    opacity: { type: 'identity' },
    marks: [
      Plot.cell(cells, {
        x: 'hour',
        y: 'day',
        fill: 'var(--flame)',
        fillOpacity: (cell: HourCell) => cell.share * 0.6,
        stroke: 'var(--line)',
      }),
      Plot.text(cells, {
        x: 'hour',
        y: 'day',
        text: (cell: HourCell) => String(Math.round(cell.share * 100)),
        fill: 'currentColor',
      }),
    ],
  });
  return describePicture(svg, {
    id,
    title: `Cold calls by the hour of the week: ${policy.title}`,
    description:
      'Seven rows of 24 hours. The number in each hour is how many of 100 calls waited for an instance to start; hours without calls are empty. The table below has the same figures.',
  });
}
