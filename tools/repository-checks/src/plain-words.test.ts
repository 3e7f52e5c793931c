import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import { expect, it } from 'vitest';
import { HARD_BEGINNING, HARD_WORDS } from './plain-words.ts';
import { listFiles } from './workspaces.ts';

/** Files that people read, but for those that others wrote, and these words themselves. */
const READ = /\.(?:md|ts|js|py|html|css)$/;
const NOT_OURS = /(?:^|\/)fixtures\/|\/plain-words\.|^e2e\/contenders\/|^bench\/contenders\//;

/** Matches the strings of a command's description. */
const DESCRIPTION = /\.description\(\s*(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`|[+\s])+/g;

const files = (await listFiles()).filter((file) => READ.test(file) && !NOT_OURS.test(file));

it.each(HARD_WORDS)('nobody reads $pattern: $instead', async ({ pattern }) => {
  expect(await linesWith(pattern)).toEqual([]);
});

it('a docstring begins with a verb, or with the noun that it names', async () => {
  expect(await linesWith(HARD_BEGINNING)).toEqual([]);
});

it('a description of a command has no line breaks: the terminal wraps it', async () => {
  const found = await Promise.all(
    files
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map(async (file) => {
        const text = await readFile(join(REPOSITORY, file), 'utf8');
        return [...text.matchAll(DESCRIPTION)].flatMap(([strings]) =>
          strings.includes('\\n') ? [file] : [],
        );
      }),
  );
  expect(found.flat()).toEqual([]);
});

async function linesWith(pattern: RegExp): Promise<string[]> {
  const found = await Promise.all(
    files.map(async (file) => {
      const lines = (await readFile(join(REPOSITORY, file), 'utf8')).split('\n');
      return lines.flatMap((line, at) => (pattern.test(line) ? [`${file}:${at + 1}: ${line.trim()}`] : []));
    }),
  );
  return found.flat();
}
