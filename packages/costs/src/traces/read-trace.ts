import { stat } from 'node:fs/promises';
import type { ArrivalBatch } from '../arrivals/arrivals.ts';
import { streamsFor } from '../random/streams-for.ts';
import { isAzureHeading, readAzureDay } from './azure-2019.ts';
import { type CsvRecord, readRecords } from './read-records.ts';
import { createTimestampTrace } from './timestamps.ts';
import { quote, TraceError } from './trace-error.ts';

export interface TraceOptions {
  /** Read in order, oldest first. */
  files: readonly string[];
  /** Start of the hash of a function in an Azure Functions trace. */
  functionHash?: string | undefined;
  seed: number;
  /** Called with the share of all files that has been read, from 0 to 1. */
  onProgress?: (share: number) => void;
}

/**
 * Reads the calls of a trace of any size, batch by batch: a CSV with one time per line, or the Azure Functions trace of
 * 2019, one file per day.
 *
 * @throws {TraceError} naming the file and the line.
 */
export async function* readTrace({
  files,
  functionHash,
  seed,
  onProgress,
}: TraceOptions): AsyncGenerator<ArrivalBatch> {
  const random = streamsFor('calls', seed)();
  const timestamps = createTimestampTrace();
  const sizes = await Promise.all(
    files.map(async (file) => (await stat(file).catch(() => undefined))?.size ?? 0),
  );
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let isAzure: boolean | undefined;
  let calls = 0;
  let isFound = false;
  let read = 0;

  for (const [n, file] of files.entries()) {
    const before = read;
    const records = readRecords(file, (bytes) => onProgress?.((before + bytes) / total));
    const { first, all } = await peek(records);
    const isAzureToo = first !== undefined && isAzureHeading(first.fields);
    if (isAzureToo !== (isAzure ?? isAzureToo)) {
      throw new TraceError({
        file,
        problem: 'has another format than the file before it',
        fix: 'use files of one format',
      });
    }
    isAzure = isAzureToo;
    if (isAzure) {
      const day = await readAzureDay(all, { file, day: n, functionHash, random });
      isFound ||= day.isFound;
      calls += day.batch.times.length;
      yield day.batch;
    } else {
      for await (const batch of timestamps.read(file, all)) {
        calls += batch.times.length;
        yield batch;
      }
    }
    read += sizes[n] ?? 0;
  }

  const [file = 'the trace'] = files;
  if (isAzure && !isFound && functionHash !== undefined) {
    throw new TraceError({
      file,
      problem: `has no function ${quote(functionHash)}`,
      fix: 'its third column has their hashes',
    });
  }
  if (calls === 0)
    throw new TraceError({ file, problem: 'has no calls', fix: 'a trace has at least one call' });
  if (!isAzure) yield timestamps.end();
}

/** Returns the first record, and all of them. */
async function peek(
  records: AsyncGenerator<CsvRecord>,
): Promise<{ first: CsvRecord | undefined; all: AsyncGenerator<CsvRecord> }> {
  const { value, done } = await records.next();
  const first = done ? undefined : value;
  async function* all(): AsyncGenerator<CsvRecord> {
    if (first) yield first;
    yield* records;
  }
  return { first, all: all() };
}
