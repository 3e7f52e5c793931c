import { safeText } from '@pilotlight/command-line/safe-text';
import type { Style } from '@pilotlight/command-line/style';
import type { Finding } from './finding.ts';

const SIGNS = { good: '✓', warning: '!', problem: '✗', unknown: '?' } as const;
const COLORS = { good: 'green', warning: 'yellow', problem: 'red', unknown: 'dim' } as const;

/** Formats findings, one line each, with the reason and the fix below. */
export function formatFindings(findings: readonly Finding[], style: Style): string {
  const width = Math.max(0, ...findings.map(({ subject }) => subject.length));
  return findings
    .map(({ subject, verdict, message, why, fix }) => {
      const indent = ' '.repeat(width + 4);
      return [
        `${style(COLORS[verdict], SIGNS[verdict])} ${subject.padEnd(width)}  ${safeText(message)}`,
        ...(why === undefined ? [] : [`${indent}${safeText(why)}`]),
        ...(fix === undefined ? [] : [`${indent}${style('bold', 'fix:')} ${safeText(fix)}`]),
      ].join('\n');
    })
    .join('\n');
}
