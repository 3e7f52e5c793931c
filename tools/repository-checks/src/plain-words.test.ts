import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import { expect, it } from 'vitest';
import { HARD_BEGINNING, HARD_WORDS } from './plain-words.ts';
import { listFiles } from './workspaces.ts';

/** Files that people read, but for those that others wrote, and these words themselves. */
const READ = /\.(?:md|ts|js|py|html|css)$/;
const NOT_OURS = /(?:^|\/)fixtures\/|\/plain-words\.|^e2e\/contenders\/|^bench\/contenders\//;

const files = (await listFiles()).filter((file) => READ.test(file) && !NOT_OURS.test(file));

it.each(HARD_WORDS)('nobody reads $pattern: $instead', async ({ pattern }) => {
  expect(await linesWith(pattern)).toEqual([]);
});

it('a docstring begins with a verb, or with the noun that it names', async () => {
  expect(await linesWith(HARD_BEGINNING)).toEqual([]);
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
