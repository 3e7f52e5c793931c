import { InvalidArgumentError } from 'commander';

/** Reads a temperature from the command line. */
export function toTemperature(text: string): number {
  const value = Number(text);
  if (!(value >= 1 && value <= 100)) throw new InvalidArgumentError('A number from 1 to 100 is needed.');
  return value;
}
