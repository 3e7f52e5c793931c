import { parseHTML } from 'linkedom';
import { expect, it } from 'vitest';
import { html } from './html.ts';
import { page } from './page.ts';

it('loads no other files, and escapes text', () => {
  const title = '</title><script>alert(1)</script>&"';
  const text = page({ title, body: html`<p>${title}</p>` });
  const { document } = parseHTML(text);
  expect(document.querySelectorAll('script, link, img, iframe')).toHaveLength(0);
  expect(document.querySelector('h1')?.textContent).toBe(title);
  expect(document.querySelector('p')?.textContent).toBe(title);
  expect(document.documentElement.getAttribute('lang')).toBe('en');
  expect(text).toContain("default-src 'none'");
  expect(text).not.toMatch(/<script|url\(|https?:/);
});
