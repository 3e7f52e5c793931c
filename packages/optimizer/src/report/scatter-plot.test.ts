import { expect, it } from 'vitest';
import { type Point, scatterPlot } from './scatter-plot.ts';

const axis = { title: 'size', format: String };
const text = { description: 'points', caption: 'these', x: axis, y: axis };
const point = (name: string, x: number, y: number): Point => ({
  name,
  x,
  y,
  isOnFront: false,
  isChosen: false,
  isNamed: true,
});

/** Returns the positions of the names. */
function labels(points: Point[]): string[] {
  const { markup } = scatterPlot(points, { title: 'a <plot>', ...text });
  return [...markup.matchAll(/<g [^>]*aria-label="text"[^>]*>(.*?)<\/g>/gs)].flatMap(([, names = '']) =>
    [...names.matchAll(/<text[^>]* transform="translate\(([\d.]+,[\d.]+)\)"/g)].map(
      ([, place = '']) => place,
    ),
  );
}

it('never overlaps names', () => {
  const found = labels([point('a', 1, 1), point('b', 1, 1), point('c', 1, 1), point('far', 9, 9)]);
  expect(found).toHaveLength(4);
  expect(new Set(found).size).toBe(4);
});

it('keeps a long name within the picture, and leaves out a hidden one', () => {
  const name = 'distil convnet:16,24,32,48,48 + prune 60% + auto';
  const points = [point(name, 9, 9), point('a', 1, 1), { ...point('b', 2, 2), isNamed: false }];
  const { markup } = scatterPlot(points, { title: 'sizes', ...text });
  expect(markup).toMatch(/<g text-anchor="end"[^>]*aria-label="text"[^>]*>(?:(?!<\/g>).)*>distil/s);
  expect(labels(points)).toHaveLength(2);
  expect(markup).toContain('<title>b</title>');
});

it('draws a single point, with text for screen readers', () => {
  const { markup } = scatterPlot([point('only', 5, 0)], { title: 'a <plot>', ...text });
  expect(markup).toContain('aria-label="a &#60;plot&#62;"');
  expect(markup).toMatch(/<title id="(title-\w+)">a &lt;plot&gt;<\/title>/);
  expect(markup).not.toContain('NaN');
});
