import { expect, it } from 'vitest';
import { html } from './html.ts';

it('escapes everything that is not markup, and leaves markup unchanged', () => {
  const inner = html`<b>${'<script>"&\''}</b>`;
  expect(inner.markup).toBe('<b>&#60;script&#62;&#34;&#38;&#39;</b>');
  expect(html`<p>${inner}${[1, inner]}${undefined}</p>`.markup).toBe(
    `<p>${inner.markup}1${inner.markup}</p>`,
  );
});
