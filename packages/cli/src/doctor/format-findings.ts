import { safeText } from '../safe-text.ts';
import type { Style } from '../style.ts';
import type { Finding } from './finding.ts';

const SIGNS = { good: '✓', warning: '!', problem: '✗', unknown: '?' } as const;
const COLOURS = { good: 'green', warning: 'yellow', problem: 'red', unknown: 'dim' } as const;

/** What was found, a line each, with what matters about it below. */
export function formatFindings(findings: readonly Finding[], style: Style): string {
  const width = Math.max(0, ...findings.map(({ subject }) => subject.length));
  return findings
    .map(({ subject, verdict, what, why, mend }) => {
      const indent = ' '.repeat(width + 4);
      return [
        `${style(COLOURS[verdict], SIGNS[verdict])} ${subject.padEnd(width)}  ${safeText(what)}`,
        ...(why === undefined ? [] : [`${indent}${safeText(why)}`]),
        ...(mend === undefined ? [] : [`${indent}${style('bold', 'mend:')} ${safeText(mend)}`]),
      ].join('\n');
    })
    .join('\n');
}
