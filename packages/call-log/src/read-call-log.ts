import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { isValiError } from 'valibot';
import { CallLogError } from './call-log-error.ts';
import { type LoggedCall, parseCallLine } from './parse-call-line.ts';

export { CallLogError, type LoggedCall };

/** The most bytes of a file that is one JSON array, which is read at once. */
const MAX_ARRAY_BYTES = 256 * 1024 * 1024;

/** The most characters of a line. A printed line has less than 1 kB, an exported entry less than 2 kB. */
const MAX_LINE = 64 * 1024;

const HOW = `export them with gcloud logging read --format=json 'jsonPayload.event="predict call"'`;

/**
 * Reads the lines of calls from an export of `predict`'s log: an array of entries, from gcloud; one entry per line, from
 * Cloud Storage; or the output of the function or the emulators. Skips other lines.
 *
 * @throws {CallLogError} if the file cannot be read, a line of a call is invalid, or there is none.
 */
export async function* readCallLog(file: string): AsyncGenerator<LoggedCall> {
  let calls = 0;
  for await (const { entry, line } of entriesOf(file)) {
    let call: LoggedCall | undefined;
    try {
      call = parseCallLine(entry);
    } catch (cause) {
      if (!isValiError(cause)) throw cause;
      throw new CallLogError(
        { file, line, problem: `is not a valid line of a call: ${cause.message}` },
        { cause },
      );
    }
    if (!call) continue;
    calls += 1;
    yield call;
  }
  if (calls === 0) throw new CallLogError({ file, problem: `holds no lines of calls: ${HOW}` });
}

async function* entriesOf(file: string): AsyncGenerator<{ entry: unknown; line?: number }> {
  const cannotRead = (cause: unknown): never => {
    throw new CallLogError({ file, problem: 'cannot be read' }, { cause });
  };
  const handle = await open(file).catch(cannotRead);
  const start = Buffer.alloc(64);
  const { bytesRead } = await handle.read(start, 0, start.length, 0).catch(cannotRead);
  const { size } = await handle.stat();
  await handle.close();
  const isArray = /^\s*\[\s*[{\]]/.test(start.toString('utf8', 0, bytesRead));
  if (isArray) {
    if (size > MAX_ARRAY_BYTES)
      throw new CallLogError({
        file,
        problem: `is one array of ${size} bytes, which is too large: convert it to lines with jq -c '.[]'`,
      });
    for (const entry of readArray(file, await readFile(file, 'utf8').catch(cannotRead))) yield { entry };
    return;
  }
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    line += 1;
    // The emulators and others add a prefix to the output.
    const from = text.indexOf('{"');
    if (from === -1 || text.length > MAX_LINE) continue;
    yield { entry: parseQuietly(text.slice(from)), line };
  }
}

function readArray(file: string, text: string): unknown[] {
  try {
    const entries: unknown = JSON.parse(text);
    if (Array.isArray(entries)) return entries;
  } catch (cause) {
    throw new CallLogError({ file, problem: 'is not valid JSON' }, { cause });
  }
  return [];
}

function parseQuietly(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
