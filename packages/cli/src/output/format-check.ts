import { formatPercent } from '@pilotlight/statistics/format-percent';
import { formatBytes } from '@pilotlight/command-line/format-bytes';
import { formatTable } from '@pilotlight/command-line/format-table';
import { safeText } from '@pilotlight/command-line/safe-text';
import type { Style } from '@pilotlight/command-line/style';
import type { Accepted } from '../models/convert-and-check.ts';

/** Formats what `convert` prints for people. */
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
