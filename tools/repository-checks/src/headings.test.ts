import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import { expect, it } from 'vitest';
import { anchorsOf, headingLinks } from './headings.ts';
import { listFiles } from './workspaces.ts';

const pages = (await listFiles()).filter((file) => file.endsWith('.md') && !file.includes('/fixtures/'));

it('makes anchors as GitHub does', () => {
  const page = '# `npm run deploy`\n## 3. App Check (optional)\n```sh\n# no heading\n```\n## Same\n## Same\n';
  expect([...anchorsOf(page)]).toEqual(['npm-run-deploy', '3-app-check-optional', 'same', 'same-1']);
});

it.each(pages)('%s links only to existing headings', async (page) => {
  const markdown = await readFile(join(REPOSITORY, page), 'utf8');
  const missing: string[] = [];
  for (const { page: other, anchor } of headingLinks(markdown)) {
    const target = other === '' ? page : join(dirname(page), other);
    const text = await readFile(join(REPOSITORY, target), 'utf8');
    if (!anchorsOf(text).has(anchor)) missing.push(`${other}#${anchor}`);
  }
  expect(missing).toEqual([]);
});
