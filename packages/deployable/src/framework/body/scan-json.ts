/** Levels of arrays and objects within each other. A tensor has as many as its rank. */
export const MAX_DEPTH = 64;

/** Names of values: V8 takes a microsecond and more for each that it has not seen. */
export const MAX_NAMES = 400_000;

/** Strings, names included. */
export const MAX_STRINGS = 1_000_000;

// What V8 takes to parse a value, in bytes of its heap at the height of the parse: 8 MB of each kind, Node.js 24,
// measured as the growth of the process's greatest resident size. `[],` takes 79, `{},` 110, `{"1000":0},` 285.

/** An array, beside its elements. */
const ARRAY_BYTES = 90;
/** An object, beside its properties. */
const OBJECT_BYTES = 120;
/** A property's name, beside its characters: each object may have a shape of its own. */
const KEY_BYTES = 100;
/** A number among nothing but numbers, which V8 keeps as they are. */
const NUMBER_BYTES = 24;
/** A number anywhere else, which becomes an object of its own; `true`, `false` and `null` are there already. */
const VALUE_BYTES = 50;
/** A string, beside its characters. */
const STRING_BYTES = 50;

/** What a function makes of a number: an element of a tensor. */
const ELEMENT_BYTES = 4;
/** What a function makes of a character of base64. */
const DECODED_BYTES = 0.75;

/** A longer string is searched for its end by Node.js, which is fast and takes a while to be called. */
const SHORT_STRING = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** What there is to say of a JSON text before it is parsed. */
export interface JsonScan {
  /** The greatest depth of arrays and objects. */
  depth: number;
  names: number;
  strings: number;
  /** The memory that its values will take, and what a function makes of them, in bytes. */
  memoryBytes: number;
}

/**
 * Looks through JSON for what parsing it will take, without parsing it: 8 MB of `[],` become 200 MB of objects, 8 MB of
 * base64 no more than 8. Stops where it finds more of something than may be. What
 * is no JSON is not found out here.
 *
 * @param isAscii whether a character is a byte, in the text and in V8's memory.
 */
export function scanJson(
  text: Buffer,
  { isAscii, maxBytes }: { isAscii: boolean; maxBytes: number },
): JsonScan {
  // With `\u` a string of ASCII can hold any character.
  const characterBytes = (isAscii && !text.includes('\\u') ? 1 : 2) + DECODED_BYTES;
  // Numbers of each open array, and whether it holds anything else: then V8 keeps none of them as they are.
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

/** Where the quote is that ends a string, whose first character is at `start`; the text's length where there is none. */
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

/** Digits, and `+ - . e E`. */
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
