import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PAGES, REFERENCE } from './pages.ts';

it.each(Object.entries(PAGES))('docs/reference/%s says what the code says', async (file, make) => {
  const page = await readFile(join(REFERENCE, file), 'utf8');
  expect(page, 'write it again with `npm run docs:reference`').toBe(await make());
});
