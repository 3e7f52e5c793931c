import { MAX_ROWS } from '@pilotlight/protocol/calling';
import { encodeValue } from './encode-value.ts';

/**
 * The most characters of JSON in one call, unless one row has more. A parsed number takes 28 bytes, so a call fits into
 * the memory that the smallest function has for a request.
 */
const MAX_CHARACTERS = 2 ** 21;

/** Some encoded rows of a list. */
export interface Part {
  /** The index of the first row. */
  first: number;
  rows: unknown[];
}

/** Encodes rows for requests, as many at a time as fit in one call. */
export async function* encodeParts(rows: readonly unknown[], imageSide: number): AsyncGenerator<Part> {
  let part: unknown[] = [];
  let characters = 0;
  for (const [at, row] of rows.entries()) {
    const encoded = await encodeValue(row, `instances[${at}]`, imageSide);
    const size = JSON.stringify(encoded)?.length ?? 0;
    if (part.length === MAX_ROWS || (part.length > 0 && characters + size > MAX_CHARACTERS)) {
      yield { first: at - part.length, rows: part };
      part = [];
      characters = 0;
    }
    part.push(encoded);
    characters += size;
  }
  yield { first: rows.length - part.length, rows: part };
}
