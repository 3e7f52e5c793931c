import { parseHTML } from 'linkedom';
import { expect, it } from 'vitest';
import { drawChart, Plot } from './chart.ts';
import { figure } from './figure.ts';
import { html } from './html.ts';

const text = { title: 'legs <by> animal', description: 'A cat has 4 & a bee 6.' };
const options = { marks: [Plot.barY([4, 6])] };

it('draws a self-contained image, also for screen readers', () => {
  const svg = drawChart(text, { ...options, caption: 'not in an image' });
  expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]*background:white/);
  expect(svg).toContain('>legs &lt;by&gt; animal</title>');
  expect(svg).toContain('>A cat has 4 &amp; a bee 6.</desc>');
  expect(svg).not.toContain('not in an image');
});

it('draws a figure with a title, a description and the colors of the page', () => {
  const { markup } = figure({ ...text, caption: 'legs', more: html`<p>more</p>` }, options);
  const { document } = parseHTML(markup);
  const svg = document.querySelector('figure [role=group] svg[role=img]');
  const ids = svg?.getAttribute('aria-labelledby')?.split(' ') ?? [];
  expect(ids.map((id) => svg?.querySelector(`#${id}`)?.textContent)).toEqual([text.title, text.description]);
  expect(document.querySelector('[role=group]')?.getAttribute('aria-label')).toBe(text.title);
  expect(document.querySelector('figcaption')?.textContent).toBe('legs');
  expect(document.querySelector('figure > p')?.textContent).toBe('more');
  expect(markup).not.toMatch(/https?:|background:white/);
});
