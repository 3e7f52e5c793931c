/** A path that a page names, and where it leads from. */
export interface NamedPath {
  /** As it is written. */
  text: string;
  /**
   * Where it is meant from: a link from the page; code from the root, or, where it names only a file and perhaps some
   * folders above it, from anywhere.
   */
  from: 'page' | 'root' | 'anywhere';
}

const LINK = /\]\(([^)\s]+)\)/g;
const CODE = /`([^`\n]+)`/g;

/** Folders of the repository's root: code that begins with one of them is a path. */
const ROOTS = 'apps|bench|docs|e2e|models|monitoring|packages|tools|\\.ci|\\.github';
const PATH = new RegExp(`^(?:${ROOTS})/[\\w./-]*$`);
/** The end of a path: a file of code, or a folder of it. */
const END = /^(?:src\/[\w./-]*|[\w./-]+\.(?:ts|mjs|cjs|py))$/;

/** Finds the paths that a page of Markdown names: relative links, and code that looks like a path from the root. */
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
