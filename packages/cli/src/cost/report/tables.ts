import type { Comparison, Outcome } from '@pilotlight/costs';
import type { BasisLine } from '../basis.ts';
import { formatDuration } from '../duration.ts';
import { formatCount, formatDollars, formatShare } from '../figures.ts';
import type { MakeElement } from './element.ts';
import { DAYS, hourCells } from './week-picture.ts';

type Cell = string | Node;

/** A table in a box that scrolls where the window is narrow. The first cell of a row is its heading. */
function table(
  make: MakeElement,
  {
    caption,
    heading,
    rows,
  }: { caption: string; heading: readonly string[]; rows: readonly (readonly Cell[])[] },
): HTMLElement {
  const head = make('tr', {}, ...heading.map((text) => make('th', { scope: 'col' }, text)));
  const body = rows.map(([first = '', ...cells]) =>
    make('tr', {}, make('th', { scope: 'row' }, first), ...cells.map((cell) => make('td', {}, cell))),
  );
  return make(
    'div',
    { class: 'wide', tabindex: 0, role: 'group', 'aria-label': caption },
    make('table', {}, make('caption', {}, caption), make('thead', {}, head), make('tbody', {}, ...body)),
  );
}

/** The policies by money. */
export function policyTable(make: MakeElement, { outcomes, chosen }: Comparison): HTMLElement {
  return table(make, {
    caption: 'What each way costs, and how long callers wait',
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
        outcome === chosen ? make('strong', {}, `${name} (take this)`) : name,
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

/** Line by line, what each policy is billed. */
export function billTable(make: MakeElement, { outcomes }: Comparison): HTMLElement {
  const items = outcomes[0]?.bill.lines.map(({ item }) => item) ?? [];
  return table(make, {
    caption: 'The bills, line by line, in dollars a month',
    heading: ['line', ...outcomes.map(({ policy }, n) => `${n + 1} ${policy.title}`)],
    rows: [
      ...items.map((item, at) => [
        item,
        ...outcomes.map(({ bill }) => (bill.lines[at]?.dollars ?? 0).toFixed(4)),
      ]),
      ['sum', ...outcomes.map(({ bill }) => make('strong', {}, bill.dollars.toFixed(4)))],
    ],
  });
}

/** What the picture of the week shows. */
export function weekTable(make: MakeElement, { policy, week }: Outcome): HTMLElement {
  const cells = hourCells(week);
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  return table(make, {
    caption: `Cold calls of 100, by the hour of the week: ${policy.title}`,
    heading: ['day', ...hours.map(String)],
    rows: DAYS.map((day) => [
      day,
      ...hours.map((hour) => {
        const cell = cells.find((candidate) => candidate.day === day && candidate.hour === hour);
        return cell ? String(Math.round(cell.share * 100)) : 'no calls';
      }),
    ]),
  });
}

/** Every figure that went in. */
export function basisTable(make: MakeElement, lines: readonly BasisLine[]): HTMLElement {
  return table(make, {
    caption: 'What this rests on',
    heading: ['what', 'figure', 'is', 'by'],
    rows: lines.map(({ what, value, source, why }) => [what, value, source, why]),
  });
}
