/** A path in a page, and the folder that it is relative to. */
export interface NamedPath {
  /** The path as written. */
  text: string;
  /**
   * Its starting point. A link is relative to the page. Code is relative to the root or, if it is only a file name,
   * perhaps with a few folders, to any folder.
   */
  from: 'page' | 'root' | 'anywhere';
}

const LINK = /\]\(([^)\s]+)\)/g;
const CODE = /`([^`\n]+)`/g;

/** Folders of the repository's root: code that begins with one of them is a path. */
const ROOTS = 'apps|bench|docs|e2e|examples|models|monitoring|packages|tools|\\.ci|\\.github';
const PATH = new RegExp(`^(?:${ROOTS})/[\\w./-]*$`);
/** The end of a path: a code file, or a folder of code. */
const END = /^(?:src\/[\w./-]*|[\w./-]+\.(?:ts|mjs|cjs|py))$/;

/** Finds the paths in a page of Markdown: relative links, and code that looks like a path from the root. */
export function namedPaths(markdown: string): NamedPath[] {
  const links = [...markdown.matchAll(LINK)].map(([, target = '']) => target.replace(/#.*$/, ''));
  const codes = [...markdown.matchAll(CODE)].flatMap(([, code = '']) => code.split(/\s+/));
  return [
    ...links
      .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
      .map((text): NamedPath => ({ text, from: 'page' })),
    ...codes.filter((code) => PATH.test(code)).map((text): NamedPath => ({ text, from: 'root' })),
    ...codes
      .filter((code) => !PATH.test(code) && END.test(code))
      .map((text): NamedPath => ({ text, from: 'anywhere' })),
  ];
}

const ROOT_PATH = new RegExp(`(?<![\\w./@*-])(?:${ROOTS})/[\\w./-]*[\\w-](?![*{<$\\w])`, 'g');

/** Finds the paths from the root in the text of a program: in comments, messages and values. */
export function rootPaths(text: string): string[] {
  return [...new Set(text.match(ROOT_PATH))];
}
