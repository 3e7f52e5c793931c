import { stripVTControlCharacters } from 'node:util';

/** Formats rows with aligned columns; the last column may have any width. */
export function formatTable(rows: readonly (readonly string[])[], indent = '  '): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) =>
    Math.max(...rows.map((row) => width(row[at] ?? ''))),
  );
  return rows
    .map((row) =>
      `${indent}${row.map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - width(cell))).join('  ')}`.trimEnd(),
    )
    .join('\n');
}

function width(cell: string): number {
  return stripVTControlCharacters(cell).length;
}
