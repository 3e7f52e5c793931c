const COMMENT = String.raw`\/\*\*(?<comment>(?:(?!\*\/)[\s\S])*)\*\/\s*`;

/** A declaration in a source file, with the comment that documents it. */
export interface Documented {
  comment: string;
  /** The comment's paragraphs. */
  paragraphs: string[];
  /** The named groups of the declaration's pattern. */
  parts: Record<string, string | undefined>;
}

/**
 * Finds declarations in TypeScript source, with the doc comment right before each.
 *
 * @param declaration a regular expression with named groups.
 * @throws {Error} if a declaration has no comment: the reference would have a gap.
 */
export function documented(source: string, declaration: string): Documented[] {
  const found = [...source.matchAll(new RegExp(`(?:${COMMENT})?${declaration}`, 'g'))];
  return found.map(({ 0: text, groups: { comment, ...parts } = {} }) => {
    if (comment === undefined) throw new Error(`no comment documents ${text.trim()}`);
    const paragraphs = comment.split(/\n\s*\*?\s*\n/).map(plainText);
    return { comment: paragraphs.join(' '), paragraphs, parts };
  });
}

/** The words of a doc comment's paragraph, on one line. */
function plainText(comment: string): string {
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, ''))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}
