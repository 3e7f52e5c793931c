import type { LeftOut } from './contenders/contender.ts';

/** Returns results as Markdown: an introduction, their table, and the skipped contenders. */
export function resultsMarkdown(intro: string, table: string, leftOut: readonly LeftOut[]): string {
  const left = leftOut.map(({ name, why }) => `- Skipped: ${name}: ${why}`);
  return [intro, table, ...(left.length > 0 ? [left.join('\n')] : [])].join('\n\n');
}
