import { InvalidArgumentError } from 'commander';

/** Reads how many times to do something. @throws {InvalidArgumentError} for anything but a whole number from 1 up. */
export function toCount(value: string): number {
  const count = Number(value);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('A count is a whole number from 1 up.');
}
