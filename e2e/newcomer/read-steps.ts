/** A step that a page tells its reader to do. */
export type Step =
  | { kind: 'run'; script: string }
  /** A program that stays in its own terminal. */
  | { kind: 'start'; script: string }
  | { kind: 'write'; path: string; text: string };

const BLOCK = /^```(\w+)(?: +(\S+))?\n([\s\S]*?)^```$/gm;

/**
 * Reads the steps of a page, in order: shell blocks are run, those marked `start` in their own terminal, and a block
 * marked with a path is a file. Other blocks are only examples.
 */
export function readSteps(markdown: string): Step[] {
  return [...markdown.matchAll(BLOCK)].flatMap(([, language, mark, text = '']): Step[] => {
    if (language === 'sh') return [{ kind: mark === 'start' ? 'start' : 'run', script: text }];
    return mark === undefined ? [] : [{ kind: 'write', path: mark, text }];
  });
}
