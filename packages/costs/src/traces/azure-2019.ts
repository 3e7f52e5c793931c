import type { ArrivalBatch } from '../arrivals/arrivals.ts';
import type { RandomStream } from '@pilotlight/statistics/random';
import { DAY_MS, MINUTE_MS } from '../time/units.ts';
import type { CsvRecord } from './read-records.ts';
import { quote, TraceError } from './trace-error.ts';

// Format: https://github.com/Azure/AzurePublicDataset/blob/master/AzureFunctionsDataset2019.md. A file per day, a line
// per function, with its number of calls in each minute of the day.
const NAMES = ['HashOwner', 'HashApp', 'HashFunction', 'Trigger'];
const MINUTES = 24 * 60;

/** The trace begins on Monday, July 15, 2019; its files count days from there. */
const START = Date.UTC(2019, 6, 15);

/** A higher count is a mistake: it is 16,000 a second. */
const MOST_CALLS = 1_000_000;

/** True if these are the fields of the first line of such a file. */
export function isAzureHeading(fields: readonly string[]): boolean {
  return NAMES.every((name, column) => fields[column] === name);
}

export interface AzureDayOptions {
  file: string;
  /** Number of days, and so of files, before it. */
  day: number;
  /** Start of the wanted function's hash; undefined if the file has only one function. */
  functionHash: string | undefined;
  /** Places calls within their minute, as the trace has no finer times. */
  random: RandomStream;
}

/** A day of one function, and if it was called at all: a function without calls has no line. */
export interface AzureDay {
  batch: ArrivalBatch;
  isFound: boolean;
}

/**
 * Reads the calls of one function in a day.
 *
 * @throws {TraceError} for other columns than those of the trace, an invalid count, or an ambiguous function.
 */
export async function readAzureDay(
  records: AsyncIterable<CsvRecord>,
  { file, day, functionHash, random }: AzureDayOptions,
): Promise<AzureDay> {
  const from = startOfAzureDay(day);
  let found: number[] | undefined;
  for await (const { line, fields } of records) {
    if (line === 1) {
      checkHeading(file, fields);
      continue;
    }
    const hash = fields[2] ?? '';
    if (functionHash !== undefined && !hash.startsWith(functionHash)) continue;
    if (found) {
      const problem =
        functionHash === undefined ? 'has a second function' : `has a second ${quote(functionHash)}`;
      throw new TraceError({
        file,
        line,
        problem,
        fix: `choose one with --trace-function, such as ${quote(hash.slice(0, 16))}`,
      });
    }
    found = toCounts(fields, { file, line });
  }
  const times = toTimes(found ?? [], from, random);
  return { batch: { from, until: from + DAY_MS, times }, isFound: found !== undefined };
}

/** Reads the calls of each function in a day: its hash and the counts of its minutes. */
export async function* readAzureFunctions(
  records: AsyncIterable<CsvRecord>,
  file: string,
): AsyncGenerator<{ hash: string; counts: number[] }> {
  for await (const { line, fields } of records) {
    if (line === 1) checkHeading(file, fields);
    else yield { hash: fields[2] ?? '', counts: toCounts(fields, { file, line }) };
  }
}

/** Returns the start of a day, given the number of days before it. */
export function startOfAzureDay(day: number): number {
  return START + day * DAY_MS;
}

/** Places calls within their minutes. */
export function toTimes(counts: readonly number[], from: number, random: RandomStream): number[] {
  return counts.flatMap((count, minute) =>
    Array.from({ length: count }, () => from + (minute + random()) * MINUTE_MS).toSorted((a, b) => a - b),
  );
}

function toCounts(fields: readonly string[], { file, line }: { file: string; line: number }): number[] {
  const counts = fields.slice(NAMES.length).map((text, minute) => toCount(text, { file, line, minute }));
  if (counts.length === MINUTES) return counts;
  throw new TraceError({
    file,
    line,
    problem: `has ${counts.length} minutes`,
    fix: `a day has ${MINUTES}; is the file complete?`,
  });
}

function checkHeading(file: string, fields: readonly string[]): void {
  const isWhole =
    fields.length === NAMES.length + MINUTES &&
    fields.at(-1) === String(MINUTES) &&
    fields[NAMES.length] === '1';
  if (isWhole) return;
  throw new TraceError({
    file,
    line: 1,
    problem: `has ${fields.length} columns`,
    fix: `the Azure Functions trace of 2019 has ${NAMES.join(', ')} and the minutes 1 to ${MINUTES}`,
  });
}

function toCount(
  text: string,
  { file, line, minute }: { file: string; line: number; minute: number },
): number {
  const count = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  if (count <= MOST_CALLS) return count;
  throw new TraceError({
    file,
    line,
    problem: `has ${quote(text)} for the calls of minute ${minute + 1}`,
    fix: `a count is a whole number from 0 to ${MOST_CALLS}`,
  });
}
