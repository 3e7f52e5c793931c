import { InvalidArgumentError } from 'commander';

/**
 * Returns a function that reads a whole number from the command line.
 *
 * @param what the name of the number, for the error: `A count is a whole number from 1 up.`
 */
export function wholeNumber(
  what: string,
  { least = 1, most = Number.MAX_SAFE_INTEGER }: { least?: number; most?: number } = {},
): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    const end = most === Number.MAX_SAFE_INTEGER ? 'up' : `to ${most}`;
    throw new InvalidArgumentError(`A ${what} is a whole number from ${least} ${end}.`);
  };
}
