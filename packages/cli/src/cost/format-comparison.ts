import type { BillLine } from '@pilotlight/costs';
import { formatTable } from '@pilotlight/command-line/format-table';
import { safeText } from '@pilotlight/command-line/safe-text';
import type { Style } from '@pilotlight/command-line/style';
import type { CostReport } from './compare.ts';
import { formatDuration } from './duration.ts';
import { describeTraffic, explain } from './explain.ts';
import { formatCount, formatDollars, formatShare } from './figures.ts';

/** Formats a comparison for people: the policies by price, the reason for the marked one, and the figures behind it. */
export function formatComparison({ comparison, basis, traffic }: CostReport, style: Style): string {
  const { outcomes, chosen } = comparison;
  const heading = ['', 'policy', 'a month', 'cold calls', 'half within', '95 of 100', '99 of 100', 'pings'];
  const rows = outcomes.map((outcome) => {
    const { policy, bill, coldShare, latencyMs, pingsPerMonth } = outcome;
    const cells = [
      outcome === chosen ? '→' : '',
      policy.title,
      formatDollars(bill.dollars),
      formatShare(coldShare),
      formatDuration(latencyMs.p50),
      formatDuration(latencyMs.p95),
      formatDuration(latencyMs.p99),
      formatCount(pingsPerMonth),
    ];
    return outcome === chosen ? cells.map((cell) => style('green', cell)) : cells;
  });
  return [
    describeTraffic({ comparison, basis, traffic }),
    '',
    formatTable([heading.map((cell) => style('bold', cell)), ...rows], ''),
    '',
    ...explain(comparison),
    ...(chosen
      ? [
          '',
          style('bold', `The bill for ${chosen.policy.title}, in dollars a month`),
          formatBill(chosen.bill.lines),
        ]
      : []),
    '',
    style('bold', 'Figures behind this comparison'),
    formatTable(basis.lines.map(({ what, value, source, why }) => [what, value, source, safeText(why)])),
  ].join('\n');
}

/** Formats the lines of a bill that are not zero. */
function formatBill(lines: readonly BillLine[]): string {
  const rows = lines
    .filter(({ dollars }) => Math.abs(dollars) >= 0.000_05)
    .map(({ item, quantity, unit, dollars }) => [
      dollars.toFixed(4).padStart(8),
      item,
      dollars < 0 ? '' : `${Number(quantity.toPrecision(4)).toLocaleString('en')} ${unit}`,
    ]);
  return formatTable(rows.length > 0 ? rows : [['nothing is billed']]);
}
