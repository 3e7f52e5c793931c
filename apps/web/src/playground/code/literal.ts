/** How a language writes values. */
export interface Syntax {
  list: readonly [string, string];
  /** An object by name; `entry` is one of its fields. */
  map: readonly [string, string];
  entry: (name: string, value: string) => string;
  text: (text: string) => string;
  /** @param isReal whether it stands where any number may, so that a whole one is written as one too. */
  number: (number: number, isReal: boolean) => string;
}

/** Writes JSON as a literal of a language. */
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

/** Writes fields whose values are code already. */
export function writeMap(
  entries: readonly (readonly [string, string])[],
  { map: [open, close], entry }: Syntax,
): string {
  return `${open}${entries.map(([name, value]) => entry(name, value)).join(', ')}${close}`;
}

/**
 * A string as JSON writes it, with the escapes of a language that has fewer.
 *
 * @param unicode how it writes a character by its number, in hexadecimal. @param dollar how it writes `$`.
 */
export function quote(text: string, unicode: (hex: string) => string, dollar = '$'): string {
  return JSON.stringify(text)
    .replace(/\\(?:u([0-9a-f]{4})|(.))/g, (escape, hex: string | undefined, letter: string) => {
      if (hex !== undefined) return unicode(hex);
      return letter === 'b' ? unicode('0008') : letter === 'f' ? unicode('000c') : escape;
    })
    .replaceAll('$', () => dollar);
}

/** A whole number with a point, where a language tells the two apart. */
export function withPoint(number: number): string {
  const text = String(number);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
