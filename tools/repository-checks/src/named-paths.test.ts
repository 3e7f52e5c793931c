import { access, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import { expect, it } from 'vitest';
import { namedPaths } from './named-paths.ts';
import { listFiles } from './workspaces.ts';

/** Folders that a build makes, and files that the user writes. */
const MADE = /(?:^|\/)(?:dist|node_modules|artifacts)(?:\/|$)|\/\.env\.[\w-]+$/;

const files = await listFiles();
const pages = files.filter((file) => file.endsWith('.md') && !file.includes('/fixtures/'));

it('finds only links from the page and paths from the root', () => {
  const page =
    'See [this](../a/b.md#part), [that](https://example.com) and `packages/protocol` and `run.ts`, not `npm run x`.';
  expect(namedPaths(page)).toEqual([
    { text: '../a/b.md', from: 'page' },
    { text: 'packages/protocol', from: 'root' },
    { text: 'run.ts', from: 'anywhere' },
  ]);
});

it.each(pages)('%s names only existing paths', async (page) => {
  const markdown = await readFile(join(REPOSITORY, page), 'utf8');
  const missing: string[] = [];
  for (const { text, from } of namedPaths(markdown)) {
    if (MADE.test(text)) continue;
    if (from === 'anywhere') {
      const part = `/${text.replace(/\/$/, '')}`;
      if (!files.some((file) => `/${file}`.endsWith(part) || `/${file}`.includes(`${part}/`)))
        missing.push(text);
      continue;
    }
    const path = join(REPOSITORY, from === 'page' ? dirname(page) : '', text);
    await access(path).catch(() => missing.push(text));
  }
  expect(missing).toEqual([]);
});
