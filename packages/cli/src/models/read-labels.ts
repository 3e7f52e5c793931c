import { readFile } from 'node:fs/promises';

/** Reads labels, one a line in the order of the classes; lines that begin with their own number lose it. */
export async function readLabels(file: string): Promise<string[]> {
  const lines = (await readFile(file, 'utf8')).replace(/\n+$/, '').split(/\r?\n/);
  const isNumbered = lines.every((line, at) => new RegExp(`^${at}[\\s:,]`).test(line));
  return lines.map((line) => (isNumbered ? line.replace(/^[0-9]+[\s:,]+/, '') : line).trim());
}
