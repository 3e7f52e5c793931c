import type { LeftOut } from './contenders/contender.ts';

/** Results as Markdown: what they are, their table, and what is not in it. */
export function resultsMarkdown(intro: string, table: string, leftOut: readonly LeftOut[]): string {
  const left = leftOut.map(({ name, why }) => `- Left out: ${name}: ${why}`);
  return [intro, table, ...(left.length > 0 ? [left.join('\n')] : [])].join('\n\n');
}
