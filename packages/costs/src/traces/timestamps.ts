import type { ArrivalBatch } from '../arrivals/arrivals.ts';
import { DAY_MS } from '../time/units.ts';
import { startOfDay } from './arrivals-at.ts';
import { parseTimestamp } from './parse-timestamp.ts';
import type { CsvRecord } from './read-records.ts';
import { quote, TraceError } from './trace-error.ts';

/** Names of columns with the time of a call, in order of preference. */
const NAMES = ['timestamp', 'time', 'datetime', 'date'];

/** Name of the column with the model of a call. */
const MODEL = 'model';

const BATCH = 10_000;

/** A year. A longer trace has a mistake in a date. */
const MOST_DAYS = 366;

const TIMES = 'a time is 2026-11-02T09:30:00Z, with its zone, or seconds or milliseconds since 1970';

/** A trace with one time per line, oldest first, in one or several files. */
export interface TimestampTrace {
  /** @throws {TraceError} for a line without a time, or with an earlier one than the line before it. */
  read(file: string, records: AsyncIterable<CsvRecord>): AsyncGenerator<ArrivalBatch>;
  /** Returns the rest of the day of the last call. Whole days are counted, as a trace does not tell where it begins. */
  end(): ArrivalBatch;
}

export function createTimestampTrace(): TimestampTrace {
  let first: number | undefined;
  let last = -Infinity;
  let seenUntil = 0;
  const batch = (times: readonly number[], until: number, models?: readonly string[]): ArrivalBatch => {
    const from = seenUntil;
    seenUntil = until;
    return { from, until, times, ...(models ? { models } : {}) };
  };

  return {
    async *read(file, records) {
      let times: number[] = [];
      let models: string[] = [];
      let column: number | undefined;
      let modelColumn = -1;
      const full = (until: number) => batch(times, until, modelColumn === -1 ? undefined : models);
      for await (const { line, fields } of records) {
        if (column === undefined) {
          column = findColumn(file, fields);
          modelColumn = fields.findIndex((field) => field.toLowerCase() === MODEL);
          if (!fields.some((field) => parseTimestamp(field) !== undefined)) continue;
        }
        const at = checkTime({ file, line, text: fields[column] ?? '', first, last });
        if (first === undefined) {
          first = at;
          seenUntil = startOfDay(at);
        }
        last = at;
        times.push(at);
        models.push(fields[modelColumn] ?? '');
        if (times.length === BATCH) {
          yield full(at);
          times = [];
          models = [];
        }
      }
      if (times.length > 0) yield full(last);
    },
    end: () => batch([], startOfDay(last) + DAY_MS),
  };
}

/** Finds the column of times from the first line, which may be a heading. */
function findColumn(file: string, fields: readonly string[]): number {
  const time = fields.findIndex((field) => parseTimestamp(field) !== undefined);
  if (time !== -1) return time;
  const names = fields.map((field) => field.toLowerCase());
  const known = NAMES.map((name) => names.indexOf(name)).find((column) => column !== -1);
  if (known !== undefined) return known;
  throw new TraceError({
    file,
    line: 1,
    problem: `has no time, and no heading that names one, in ${quote(fields.join(','))}`,
    fix: `${TIMES}; a heading has one of ${NAMES.join(', ')}, or the columns of the Azure Functions trace of 2019`,
  });
}

function checkTime({
  file,
  line,
  text,
  first,
  last,
}: {
  file: string;
  line: number;
  text: string;
  first: number | undefined;
  last: number;
}): number {
  const at = parseTimestamp(text);
  if (at === undefined)
    throw new TraceError({ file, line, problem: `has ${quote(text)} in place of a time`, fix: TIMES });
  if (at < last) {
    throw new TraceError({
      file,
      line,
      problem: `is earlier than the call before it (${quote(text)})`,
      fix: 'sort the calls, oldest first',
    });
  }
  if (at - (first ?? at) > MOST_DAYS * DAY_MS) {
    throw new TraceError({
      file,
      line,
      problem: `is more than ${MOST_DAYS} days after the first call (${quote(text)})`,
      fix: 'correct the date, or use at most a year',
    });
  }
  return at;
}
