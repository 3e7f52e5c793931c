/**
 * Puts tables into a Markdown text: each between the comments `<!-- name -->` and `<!-- /name -->`.
 *
 * @throws {RangeError} if the text has no such place.
 */
export function fillTables(text: string, tables: Readonly<Record<string, string>>): string {
  return Object.entries(tables).reduce((filled, [name, table]) => {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const from = filled.indexOf(begin);
    const to = filled.indexOf(end);
    if (from === -1 || to < from) throw new RangeError(`no place for ${name}: add ${begin} and ${end}`);
    return `${filled.slice(0, from + begin.length)}\n\n${table.trim()}\n\n${filled.slice(to)}`;
  }, text);
}
