import {
  CostsError,
  createLocalClock,
  type MemorySize,
  parseMemorySize,
  type Range,
  tierOf,
} from '@pilotlight/costs/choices';
import { InvalidArgumentError } from 'commander';
import { parseDuration, parseRange } from './duration.ts';

// Readers of command-line arguments. Each refuses a wrong one, and shows what is right.

export function toDuration(text: string): number {
  const milliseconds = parseDuration(text);
  if (milliseconds !== undefined && milliseconds <= HOUR_MS) return milliseconds;
  throw new InvalidArgumentError('A duration is such as 300ms, 1.5s or 15m, at most an hour.');
}

export function toRange(text: string): Range {
  const range = parseRange(text);
  if (range !== undefined && range.max <= HOUR_MS) return range;
  throw new InvalidArgumentError('A range is such as 500ms..2s or 10m, at most an hour.');
}

export function toPositive(text: string): number {
  const number = /^\d{1,9}(\.\d{1,6})?$/.test(text) ? Number(text) : 0;
  if (number > 0) return number;
  throw new InvalidArgumentError('A number above 0 is needed.');
}

export function toRegion(text: string): string {
  refuseCostsError(() => tierOf(text));
  return text;
}

export function toMemorySize(text: string): MemorySize {
  return refuseCostsError(() => parseMemorySize(text));
}

export function toTimeZone(text: string): string {
  refuseCostsError(() => createLocalClock(text));
  return text;
}

const HOUR_MS = 60 * 60 * 1000;

function refuseCostsError<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (CostsError.isInstance(error)) throw new InvalidArgumentError(error.message);
    throw error;
  }
}
