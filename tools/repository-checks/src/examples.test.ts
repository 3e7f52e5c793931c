import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import { expect, it } from 'vitest';

const page = await readFile(join(REPOSITORY, 'docs/in-your-web-app.md'), 'utf8');
const files = [...page.matchAll(/^```\w+ shop\/(\S+)\n(.*?)^```$/gms)].map(([, path = '', text = '']) => ({
  path,
  text,
}));

it('docs/in-your-web-app.md has the four files of the example', () => {
  expect(files).toHaveLength(4);
});

it.each(files)(
  'examples/web-app/$path equals the text in docs/in-your-web-app.md',
  async ({ path, text }) => {
    expect(await readFile(join(REPOSITORY, 'examples/web-app', path), 'utf8')).toBe(text);
  },
);
