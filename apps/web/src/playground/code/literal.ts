/** The syntax of values in a language. */
export interface Syntax {
  list: readonly [string, string];
  /** Brackets of an object; `entry` writes one of its fields. */
  map: readonly [string, string];
  entry: (name: string, value: string) => string;
  text: (text: string) => string;
  /** @param isReal true if the value may be any number, so that a whole one is written with a point too. */
  number: (number: number, isReal: boolean) => string;
}

/** Writes a JSON value as a literal of a language. */
export function writeLiteral(value: unknown, syntax: Syntax, isReal = false): string {
  if (Array.isArray(value)) {
    const [open, close] = syntax.list;
    return `${open}${value.map((each) => writeLiteral(each, syntax, isReal)).join(', ')}${close}`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([name, each]): [string, string] => [
      name,
      writeLiteral(each, syntax, isReal),
    ]);
    return writeMap(entries, syntax);
  }
  if (typeof value === 'string') return syntax.text(value);
  if (typeof value === 'number') return syntax.number(value, isReal);
  return String(value);
}

/** Writes an object of fields with values that are code already. */
export function writeMap(
  entries: readonly (readonly [string, string])[],
  { map: [open, close], entry }: Syntax,
): string {
  return `${open}${entries.map(([name, value]) => entry(name, value)).join(', ')}${close}`;
}

/**
 * Quotes a string as in JSON, for a language with fewer escapes.
 *
 * @param unicode writes a character by its hexadecimal number. @param dollar the escape of `$`.
 */
export function quote(text: string, unicode: (hex: string) => string, dollar = '$'): string {
  return JSON.stringify(text)
    .replace(/\\(?:u([0-9a-f]{4})|(.))/g, (escape, hex: string | undefined, letter: string) => {
      if (hex !== undefined) return unicode(hex);
      return letter === 'b' ? unicode('0008') : letter === 'f' ? unicode('000c') : escape;
    })
    .replaceAll('$', () => dollar);
}

/** Writes a whole number with a decimal point, for languages that distinguish the two. */
export function withPoint(number: number): string {
  const text = String(number);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
