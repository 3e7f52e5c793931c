/** Reads labels, one per line in the order of the classes. If every line begins with its own number, the numbers are removed. */
export function parseLabels(text: string): string[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/[\r\n]+$/, '')
    .split(/\r?\n/);
  const isNumbered = lines.every((line, at) => new RegExp(`^${at}[\\s:,]`).test(line));
  return lines.map((line) => (isNumbered ? line.replace(/^[0-9]+[\s:,]+/, '') : line).trim());
}
