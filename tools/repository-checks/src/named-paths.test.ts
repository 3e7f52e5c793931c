import { access, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import { expect, it } from 'vitest';
import { namedPaths, rootPaths } from './named-paths.ts';
import { listFiles } from './workspaces.ts';

/** Folders that a build makes, and files that the user writes. */
const MADE = /(?:^|\/)(?:dist|node_modules|artifacts)(?:\/|$)|\/\.env\.[\w-]+$/;

/** Tests, whose paths need not exist. */
const NOT_HELD = /\.test\.ts$|\/fixtures\/|\/testing\//;

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

/** Examples in sources: files that the user or a build writes. */
const EXAMPLES = /\/\.env\.[\w-]+$|^docs\/[\w-]+\.html$/;

it('sources, with their messages, name only existing paths', async () => {
  const sources = files.filter(
    (file) => /\.(?:ts|js|py|sh|yml|env)$|\/run$/.test(file) && !NOT_HELD.test(file),
  );
  const missing = await Promise.all(
    sources.map(async (file) => {
      const paths = rootPaths(await readFile(join(REPOSITORY, file), 'utf8'));
      return paths
        .filter((path) => !MADE.test(path) && !EXAMPLES.test(path))
        .filter((path) => !files.some((each) => each === path || each.startsWith(`${path}/`)))
        .map((path) => `${file}: ${path}`);
    }),
  );
  expect(missing.flat()).toEqual([]);
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
