// A chart is drawn into a document, if not into a browser's.
/// <reference lib="dom" />
import { createHash } from 'node:crypto';
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

const FONT = 'system-ui, sans-serif';

/** What a chart is of, for those who see it and for those who do not. */
export interface ChartText {
  title: string;
  /** What it shows, in a sentence or two, with its figures. */
  description: string;
}

/**
 * Draws a chart as an SVG file that stands alone: a background of its own, so that it can be read on a dark page too,
 * and a title and a description for screen readers.
 */
export function draw({ title, description }: ChartText, options: Plot.PlotOptions): string {
  const { document } = parseHTML('<html><body></body></html>');
  const plot = Plot.plot({
    document,
    style: { fontFamily: FONT, fontSize: '13px', background: 'white', color: 'black' },
    ...options,
    // One element, so that the file is an image: what Plot puts into HTML around it, the caption and legends, is not.
    figure: false,
  });
  const id = createHash('sha256').update(title).digest('hex').slice(0, 8);
  plot.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  plot.setAttribute('role', 'img');
  plot.setAttribute('aria-labelledby', `title-${id} description-${id}`);
  const texts = [
    ['desc', `description-${id}`, description],
    ['title', `title-${id}`, title],
  ] as const;
  for (const [tag, name, text] of texts) {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
    element.setAttribute('id', name);
    element.textContent = text;
    plot.prepend(element);
  }
  return plot.outerHTML;
}
