import { InvalidArgumentError } from 'commander';

/** Reads a share from the command line: `0.2%` or `0.002`. */
export function toShare(text: string): number {
  const [, digits = '', percent] = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text) ?? [];
  const share = Number(digits) / (percent ? 100 : 1);
  if (digits === '' || share > 1) throw new InvalidArgumentError('Give a share such as 0.2%.');
  return share;
}

/** Reads a share between 0 and 1, both excluded. */
export function toPart(text: string): number {
  const share = toShare(text);
  if (share === 0 || share === 1) throw new InvalidArgumentError('Give a share between 0% and 100%.');
  return share;
}

/** Formats a share so that {@link toShare} can read it. */
export function asPercent(share: number): string {
  // Rounded, because the product may be wrong in its last binary digits.
  return `${Number((100 * share).toPrecision(9))}%`;
}
