import type { Comparison, Outcome } from '@pilotlight/costs';
import type { Html } from '@pilotlight/report/html';
import { table } from '@pilotlight/report/table';
import type { BasisLine } from '../basis.ts';
import { formatDuration } from '../duration.ts';
import { formatCount, formatDollars, formatShare } from '../figures.ts';
import { DAYS, hourCells, HOURS } from './hour-cells.ts';

/** Returns the policies by price. */
export function policyTable({ outcomes, chosen }: Comparison): Html {
  return table({
    caption: 'Price and waiting time of each policy',
    holds: 'numbers',
    heading: [
      'way',
      'a month',
      'cold calls',
      '50 of 100 within',
      '95 of 100',
      '99 of 100',
      'pings a month',
      'fast enough',
    ],
    rows: outcomes.map((outcome, n) => {
      const { policy, bill, coldShare, latencyMs, pingsPerMonth, meetsTarget } = outcome;
      const name = `${n + 1} ${policy.title}`;
      return [
        outcome === chosen ? { content: `${name} (recommended)`, kind: 'chosen' } : name,
        formatDollars(bill.dollars),
        formatShare(coldShare),
        formatDuration(latencyMs.p50),
        formatDuration(latencyMs.p95),
        formatDuration(latencyMs.p99),
        formatCount(pingsPerMonth),
        meetsTarget ? 'yes' : 'no',
      ];
    }),
  });
}

/** Returns the bill of each policy, line by line. */
export function billTable({ outcomes }: Comparison): Html {
  const items = outcomes[0]?.bill.lines.map(({ item }) => item) ?? [];
  return table({
    caption: 'The bills, line by line, in dollars a month',
    holds: 'numbers',
    heading: ['line', ...outcomes.map(({ policy }, n) => `${n + 1} ${policy.title}`)],
    rows: [
      ...items.map((item, at) => [
        item,
        ...outcomes.map(({ bill }) => (bill.lines[at]?.dollars ?? 0).toFixed(4)),
      ]),
      ['sum', ...outcomes.map(({ bill }) => ({ content: bill.dollars.toFixed(4), kind: 'chosen' as const }))],
    ],
  });
}

/** Returns the figures of a week's chart. */
export function weekTable({ policy, week }: Outcome): Html {
  const cells = hourCells(week);
  return table({
    caption: `Cold calls of 100, by the hour of the week: ${policy.title}`,
    holds: 'numbers',
    heading: ['day', ...HOURS.map(String)],
    rows: DAYS.map((day) => [
      day,
      ...HOURS.map((hour) => {
        const cell = cells.find((candidate) => candidate.day === day && candidate.hour === hour);
        return cell ? String(Math.round(cell.share * 100)) : 'no calls';
      }),
    ]),
  });
}

/** Returns the figures behind a comparison. */
export function basisTable(lines: readonly BasisLine[]): Html {
  return table({
    caption: 'Figures behind this comparison',
    holds: 'words',
    heading: ['what', 'figure', 'is', 'by'],
    rows: lines.map(({ what, value, source, why }) => [what, value, source, why]),
  });
}
