/** Reads labels, one a line in the order of the classes; lines that begin with their own number lose it. */
export function parseLabels(text: string): string[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/[\r\n]+$/, '')
    .split(/\r?\n/);
  const isNumbered = lines.every((line, at) => new RegExp(`^${at}[\\s:,]`).test(line));
  return lines.map((line) => (isNumbered ? line.replace(/^[0-9]+[\s:,]+/, '') : line).trim());
}
