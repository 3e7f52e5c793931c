import { formatPercent } from '@pilotlight/optimizer/evaluation';
import { formatBytes } from '../format-bytes.ts';
import { formatTable } from '../format-table.ts';
import { safeText } from '../safe-text.ts';
import type { Style } from '../style.ts';
import type { Accepted } from './convert-and-check.ts';

/** What `convert` prints for people. */
export function formatCheck(output: string, check: Accepted, style: Style): string {
  const { drop, distance, examples, bytes, stored } = check;
  const verdict =
    drop > 0 ? `${formatPercent(drop)} worse` : drop < 0 ? `${formatPercent(-drop)} better` : 'as good';
  return [
    `${style('bold', safeText(output))}: ${formatBytes(bytes)}, ${stored}`,
    formatTable([
      ['on the calibration', `${verdict}, ${examples.toLocaleString('en')} examples`],
      ['answers are off by', `${formatPercent(distance)} of the original's`],
    ]),
  ].join('\n');
}
