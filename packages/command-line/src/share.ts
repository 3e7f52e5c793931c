import { InvalidArgumentError } from 'commander';

/** Reads a share from the command line: `0.2%` or `0.002`. */
export function toShare(text: string): number {
  const [, digits = '', percent] = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text) ?? [];
  const share = Number(digits) / (percent ? 100 : 1);
  if (digits === '' || share > 1) throw new InvalidArgumentError('A share is needed, such as 0.2%.');
  return share;
}

/** Reads a share that is neither nothing nor all. */
export function toPart(text: string): number {
  const share = toShare(text);
  if (share === 0 || share === 1) throw new InvalidArgumentError('A share between 0% and 100% is needed.');
  return share;
}

/** Writes a share as it can be read from the command line. */
export function asPercent(share: number): string {
  // Not what the product is off by in its last binary digits.
  return `${Number((100 * share).toPrecision(9))}%`;
}
