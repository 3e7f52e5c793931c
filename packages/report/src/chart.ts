// A chart is drawn into a document, though not into a browser's.
/// <reference lib="dom" />
import { createHash } from 'node:crypto';
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

export { Plot };

const SVG = 'http://www.w3.org/2000/svg';

/** On a page a chart has the page's colors. A file has a white ground, so that it can be read on a dark page too. */
const STYLES = {
  page: { fontSize: '13px', background: 'none', overflow: 'visible' },
  file: { fontFamily: 'system-ui, sans-serif', fontSize: '13px', background: 'white', color: 'black' },
} as const;

/** What a chart is of, for those who see it and for those who do not. */
export interface ChartText {
  /** Another one for each chart of a page. */
  title: string;
  /** What it shows, in a sentence or two: with its figures, or where they are. */
  description: string;
}

/** Draws a chart as SVG, with a title and a description for screen readers. */
export function drawChart(
  { title, description }: ChartText,
  options: Plot.PlotOptions,
  place: keyof typeof STYLES = 'file',
): string {
  const { document } = parseHTML('<html><body></body></html>');
  const plot = Plot.plot({
    document,
    style: STYLES[place],
    ...options,
    // One element, so that a file is an image: what Plot puts into HTML around it, the caption and legends, is not.
    figure: false,
  });
  const id = createHash('sha256').update(title).digest('hex').slice(0, 8);
  if (place === 'file') plot.setAttribute('xmlns', SVG);
  plot.setAttribute('role', 'img');
  plot.setAttribute('aria-labelledby', `title-${id} description-${id}`);
  const texts = [
    ['desc', `description-${id}`, description],
    ['title', `title-${id}`, title],
  ] as const;
  for (const [tag, name, text] of texts) {
    const element = document.createElementNS(SVG, tag);
    element.setAttribute('id', name);
    element.textContent = text;
    plot.prepend(element);
  }
  return plot.outerHTML;
}
