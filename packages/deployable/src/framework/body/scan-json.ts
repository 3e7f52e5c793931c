/** The most levels of nested arrays and objects. A tensor has as many as its rank. */
export const MAX_DEPTH = 64;

/** The most names of values: V8 takes over a microsecond for each new one. */
export const MAX_NAMES = 400_000;

/** The most strings, names included. */
export const MAX_STRINGS = 1_000_000;

// Bytes of V8's heap per value at the peak of a parse: 8 MB of each kind on Node.js 24, measured as the growth of the
// process's peak resident size. `[],` takes 79, `{},` 110, `{"1000":0},` 285.

/** An array, without its elements. */
const ARRAY_BYTES = 90;
/** An object, without its properties. */
const OBJECT_BYTES = 120;
/** A property's name, without its characters: each object may have a shape of its own. */
const KEY_BYTES = 100;
/** A number in an array of numbers only, which V8 stores unboxed. */
const NUMBER_BYTES = 24;
/** A number anywhere else, which becomes an object; `true`, `false` and `null` exist already. */
const VALUE_BYTES = 50;
/** A string, without its characters. */
const STRING_BYTES = 50;

/** A number in the function's tensor. */
const ELEMENT_BYTES = 4;
/** A base64 character in the function's decoded bytes. */
const DECODED_BYTES = 0.75;

/** The longest string that is searched for its end here. Node.js searches faster, but a call to it takes a while. */
const SHORT_STRING = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The size of a JSON text, found before it is parsed. */
export interface JsonScan {
  /** The greatest depth of arrays and objects. */
  depth: number;
  names: number;
  strings: number;
  /** Memory of its values and of what a function makes of them, in bytes. */
  memoryBytes: number;
}

/**
 * Estimates what parsing a JSON text takes, without parsing it: 8 MB of `[],` become 200 MB of objects, 8 MB of base64
 * no more than 8. Stops when a limit is exceeded. Does not detect text that is not JSON.
 *
 * @param isAscii true if a character is one byte, in the text and in V8's memory.
 */
export function scanJson(
  text: Buffer,
  { isAscii, maxBytes }: { isAscii: boolean; maxBytes: number },
): JsonScan {
  // With `\u` escapes, ASCII text can hold any character.
  const characterBytes = (isAscii && !text.includes('\\u') ? 1 : 2) + DECODED_BYTES;
  // Count of numbers in each open array, and whether it holds anything else: then V8 stores none of them unboxed.
  const numbers = new Uint32Array(MAX_DEPTH + 2);
  const isMixed = new Uint8Array(MAX_DEPTH + 2);
  const { length } = text;
  let depth = 0;
  let deepest = 0;
  let bytes = 0;
  let names = 0;
  let strings = 0;

  const mix = () => {
    if (isMixed[depth] === 1) return;
    isMixed[depth] = 1;
    bytes += (numbers[depth] ?? 0) * (VALUE_BYTES - NUMBER_BYTES);
  };

  let at = 0;
  while (at < length && bytes <= maxBytes && names <= MAX_NAMES && strings <= MAX_STRINGS) {
    const byte = text[at] ?? 0;
    at++;
    if (byte === QUOTE) {
      const end = endOfString(text, at);
      bytes += STRING_BYTES + characterBytes * (end - at);
      strings++;
      at = end + 1;
      mix();
    } else if (byte === 0x5b || byte === 0x7b) {
      const isArray = byte === 0x5b;
      mix();
      bytes += isArray ? ARRAY_BYTES : OBJECT_BYTES;
      depth++;
      deepest = Math.max(deepest, depth);
      if (depth > MAX_DEPTH) break;
      numbers[depth] = 0;
      isMixed[depth] = isArray ? 0 : 1;
    } else if (byte === 0x5d || byte === 0x7d) {
      depth = Math.max(0, depth - 1);
    } else if (byte === 0x3a) {
      bytes += KEY_BYTES;
      names++;
    } else if (byte === 0x2d || (byte >= 0x30 && byte <= 0x39)) {
      while (at < length && isInNumber(text[at] ?? 0)) at++;
      numbers[depth] = (numbers[depth] ?? 0) + 1;
      bytes += (isMixed[depth] === 1 ? VALUE_BYTES : NUMBER_BYTES) + ELEMENT_BYTES;
    } else if (byte >= 0x61) {
      // `true`, `false` or `null`.
      while (at < length && (text[at] ?? 0) >= 0x61 && (text[at] ?? 0) <= 0x7a) at++;
      bytes += NUMBER_BYTES;
      mix();
    }
  }
  return { depth: deepest, names, strings, memoryBytes: Math.ceil(bytes) };
}

/** Index of the quote that ends a string whose first character is at `start`; the text's length if there is none. */
function endOfString(text: Buffer, start: number): number {
  const { length } = text;
  const searchFrom = Math.min(length, start + SHORT_STRING);
  let at = start;
  while (at < searchFrom) {
    const byte = text[at];
    if (byte === QUOTE) return at;
    at += byte === BACKSLASH ? 2 : 1;
  }
  for (;;) {
    const quote = text.indexOf(QUOTE, at);
    if (quote === -1) return length;
    let before = quote;
    while (before > at && text[before - 1] === BACKSLASH) before--;
    if ((quote - before) % 2 === 0) return quote;
    at = quote + 1;
  }
}

/** True for digits and `+ - . e E`. */
function isInNumber(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x2e ||
    byte === 0x2d ||
    byte === 0x2b ||
    byte === 0x65 ||
    byte === 0x45
  );
}
