import { isAscii } from 'node:buffer';
import type { MediaType } from './media-type.ts';
import { parseForm } from './parse-form.ts';
import { invalidRequest, requestTooLarge } from './refusal.ts';
import { MAX_DEPTH, MAX_NAMES, MAX_STRINGS, scanJson } from './scan-json.ts';

/** A way of handing a body to a function: the same as body-parser's. */
export interface BodyKind {
  /**
   * Returns the memory that reading this body takes beside its bytes; if that is more than `maxBytes`, some number
   * above it.
   *
   * @throws {Refusal} for a body that would keep the processor too long.
   */
  measure: (bytes: Buffer, maxBytes: number) => number;
  /**
   * Parses the body.
   *
   * @throws {Refusal} for a body that is not of this kind.
   */
  parse: (bytes: Buffer) => unknown;
}

const JSON_TYPES: ReadonlySet<string> = new Set(['application/json', 'application/cloudevents+json']);
const BYTE_ORDER_MARK = '\uFEFF';

/** A body that is handed over as bytes. */
const BINARY: BodyKind = { measure: () => 0, parse: (bytes) => bytes };

const TEXT: BodyKind = {
  measure: (bytes) => textBytes(bytes, isAscii(bytes)),
  parse: textOf,
};

const FORM: BodyKind = {
  // The parser copies a form's text several times.
  measure: (bytes) => 4 * textBytes(bytes, isAscii(bytes)),
  parse: (bytes) => parseForm(textOf(bytes)),
};

const JSON_TEXT: BodyKind = {
  measure(bytes, maxBytes) {
    const ascii = isAscii(bytes);
    const text = textBytes(bytes, ascii);
    const scan = scanJson(bytes, { isAscii: ascii, maxBytes: maxBytes - text });
    if (scan.depth > MAX_DEPTH) {
      const expected = `at most ${MAX_DEPTH} levels of arrays and objects`;
      throw invalidRequest({ field: 'request', expected, received: 'more' });
    }
    if (scan.names > MAX_NAMES) throw tooMany(MAX_NAMES, 'names');
    if (scan.strings > MAX_STRINGS) throw tooMany(MAX_STRINGS, 'strings');
    return text + scan.memoryBytes;
  },
  parse(bytes) {
    const text = textOf(bytes);
    if (text === '') return {};
    // No caller of a function sends a bare value.
    if (!/^[ \t\r\n]*[{[]/.test(text)) throw notJson('another value');
    try {
      return JSON.parse(text);
    } catch {
      throw notJson('text that is not JSON');
    }
  },
};

/**
 * Returns the kind of a body of this media type.
 *
 * @throws {Refusal} for text in an encoding other than UTF-8.
 */
export function bodyKind({ type, charset = 'utf-8' }: MediaType): BodyKind {
  const kind = kindOf(type);
  if (kind !== BINARY && charset !== 'utf-8') {
    const received = 'another charset';
    throw invalidRequest({ field: 'request', expected: `text in UTF-8`, received }, 415);
  }
  return kind;
}

function kindOf(type: string): BodyKind {
  if (JSON_TYPES.has(type)) return JSON_TEXT;
  if (type === 'text/plain') return TEXT;
  return type === 'application/x-www-form-urlencoded' ? FORM : BINARY;
}

function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

/** Memory of a text: V8 keeps one byte per character if all characters fit, else two. */
function textBytes({ length }: Buffer, ascii: boolean): number {
  return ascii ? length : 2 * length;
}

function tooMany(bound: number, what: string) {
  return requestTooLarge({ field: 'request', expected: `at most ${bound} ${what}`, received: 'more' });
}

function notJson(received: string) {
  return invalidRequest({ field: 'request', expected: 'a JSON object', received });
}
