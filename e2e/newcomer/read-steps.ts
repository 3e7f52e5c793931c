/** Something that a page has its reader do. */
export type Step =
  | { kind: 'run'; script: string }
  /** What stays in a terminal of its own. */
  | { kind: 'start'; script: string }
  | { kind: 'write'; path: string; text: string };

const BLOCK = /^```(\w+)(?: +(\S+))?\n([\s\S]*?)^```$/gm;

/**
 * Reads what a page has its reader do, in order: shell blocks are run, those that are marked `start` in a terminal of their
 * own, and a block that is marked with a path is a file. Other blocks only show something.
 */
export function readSteps(markdown: string): Step[] {
  return [...markdown.matchAll(BLOCK)].flatMap(([, language, mark, text = '']): Step[] => {
    if (language === 'sh') return [{ kind: mark === 'start' ? 'start' : 'run', script: text }];
    return mark === undefined ? [] : [{ kind: 'write', path: mark, text }];
  });
}
