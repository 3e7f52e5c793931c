import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse';
import { TraceError } from './trace-error.ts';

/** A line of a CSV file. */
export interface CsvRecord {
  line: number;
  fields: string[];
}

/** The 1,444 columns of the Azure Functions trace, with room. */
const LINE_LIMIT = 64 * 1024;

/** A few hundred kilobytes at a time: each part is released before the next is read. */
const CHUNK_BYTES = 256 * 1024;

/**
 * Reads a CSV file of any size line by line.
 *
 * @param onBytes called from time to time with the number of bytes read.
 * @throws {TraceError} for a file that cannot be read, is empty, or is not a CSV.
 */
export async function* readRecords(
  file: string,
  onBytes?: (read: number) => void,
): AsyncGenerator<CsvRecord> {
  const found = await stat(file).catch((cause: unknown) => {
    throw new TraceError(
      { file, problem: 'cannot be read', fix: 'check its name and its permissions' },
      { cause },
    );
  });
  if (!found.isFile()) throw new TraceError({ file, problem: 'is not a file', fix: 'name one CSV file' });
  if (found.size === 0)
    throw new TraceError({ file, problem: 'is empty', fix: 'a trace has at least one call' });

  const input = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  const parser = parse({
    bom: true,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: LINE_LIMIT,
    info: true,
  });
  input.on('error', (error) => parser.destroy(error));
  input.pipe(parser);
  try {
    const rows: AsyncIterable<{ record: string[]; info: { lines: number } }> = parser;
    for await (const { record, info } of rows) {
      onBytes?.(input.bytesRead);
      yield { line: info.lines, fields: record };
    }
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new TraceError(
      {
        file,
        line: parser.info.lines,
        problem: 'is not a CSV',
        fix: 'separate the values of a line by commas',
      },
      { cause },
    );
  } finally {
    input.destroy();
    parser.destroy();
  }
}
