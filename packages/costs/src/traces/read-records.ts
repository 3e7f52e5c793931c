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

/** Some hundred kilobytes at a time: what is read is forgotten before more is. */
const CHUNK_BYTES = 256 * 1024;

/**
 * Reads a CSV file line by line, however large it is.
 *
 * @param onBytes how much has been read, from time to time.
 * @throws {TraceError} where it cannot be read, is empty, or is no CSV.
 */
export async function* readRecords(
  file: string,
  onBytes?: (read: number) => void,
): AsyncGenerator<CsvRecord> {
  const found = await stat(file).catch((cause: unknown) => {
    throw new TraceError(
      { file, problem: 'cannot be read', fix: 'is the name right, and may you read it?' },
      { cause },
    );
  });
  if (!found.isFile()) throw new TraceError({ file, problem: 'is no file', fix: 'name one CSV file' });
  if (found.size === 0)
    throw new TraceError({ file, problem: 'is empty', fix: 'a trace has a call at least' });

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
      { file, line: parser.info.lines, problem: 'is no CSV', fix: 'lines of values with commas between' },
      { cause },
    );
  } finally {
    input.destroy();
    parser.destroy();
  }
}
