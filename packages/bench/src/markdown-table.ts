/** Returns a Markdown table; bars within a cell are escaped. */
export function markdownTable(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
}
