import { formatTable } from '@pilotlight/command-line/format-table';
import type { KindOutcomes } from './run-malformed.ts';

/** Formats one line per kind of request: the number sent, the answers, and the longest processor time. */
export function outcomesTable(outcomes: readonly KindOutcomes[]): string {
  return formatTable([
    ['kind', 'sent', 'answered', 'longest, ms of processor'],
    ...outcomes.map((each) => [
      each.kind,
      String(each.requests),
      inWords(each.statuses),
      String(each.longestMs),
    ]),
  ]);
}

function inWords(statuses: KindOutcomes['statuses']): string {
  return Object.entries(statuses)
    .map(([status, times]) => `${times} x ${status}`)
    .join(', ');
}
