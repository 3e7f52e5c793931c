import { parseHTML } from 'linkedom';
import { expect, it } from 'vitest';
import { html } from './html.ts';
import { table } from './table.ts';

it('gives each column and each row a heading', () => {
  const { markup } = table({
    caption: 'animals & legs',
    holds: 'numbers',
    heading: ['animal', 'legs', 'wings'],
    rows: [
      ['<bee>', 6, 4],
      [{ content: html`<code>cat</code>`, kind: 'chosen' }, 4, { content: 0, kind: 'quiet' }],
    ],
  });
  const { document } = parseHTML(markup);
  const texts = (selector: string) =>
    [...document.querySelectorAll(selector)].map(({ textContent }) => textContent?.trim());
  expect(document.querySelector('[tabindex="0"][role=group]')?.getAttribute('aria-label')).toBe(
    'animals & legs',
  );
  expect(texts('caption')).toEqual(['animals & legs']);
  expect(texts('thead th[scope=col]')).toEqual(['animal', 'legs', 'wings']);
  expect(texts('tbody th[scope=row]')).toEqual(['<bee>', 'cat']);
  expect(texts('td')).toEqual(['6', '4', '4', '0']);
  expect(texts('th.chosen code')).toEqual(['cat']);
  expect(texts('td.quiet')).toEqual(['0']);
});
