import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { isValiError } from 'valibot';
import { CallLogError } from './call-log-error.ts';
import { type LoggedCall, parseCallLine } from './parse-call-line.ts';

export { CallLogError, type LoggedCall };

/** Of one array of JSON, which is read whole. */
const MAX_ARRAY_BYTES = 256 * 1024 * 1024;

/** A printed line has less than one kilobyte, an exported entry two. */
const MAX_LINE = 64 * 1024;

const HOW = `gcloud logging read --format=json 'jsonPayload.event="predict call"' exports them`;

/**
 * Reads the lines of calls from an export of `predict`'s log: an array of entries, as gcloud writes it; an entry a line, as
 * Cloud Storage has it; or what the function or the emulators printed. What is no line of a call is passed over.
 *
 * @throws {CallLogError} where it cannot be read, a line of a call says what it must not, or there is none.
 */
export async function* readCallLog(file: string): AsyncGenerator<LoggedCall> {
  let calls = 0;
  for await (const { entry, line } of entriesOf(file)) {
    let call: LoggedCall | undefined;
    try {
      call = parseCallLine(entry);
    } catch (cause) {
      if (!isValiError(cause)) throw cause;
      throw new CallLogError({ file, line, problem: `is no line of a call: ${cause.message}` }, { cause });
    }
    if (!call) continue;
    calls += 1;
    yield call;
  }
  if (calls === 0) throw new CallLogError({ file, problem: `holds no line of a call: ${HOW}` });
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
        problem: `is one array of ${size} bytes: jq -c '.[]' makes lines of it`,
      });
    for (const entry of readArray(file, await readFile(file, 'utf8').catch(cannotRead))) yield { entry };
    return;
  }
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    line += 1;
    // The emulators and others put something before what was printed.
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
    throw new CallLogError({ file, problem: 'is no JSON' }, { cause });
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
