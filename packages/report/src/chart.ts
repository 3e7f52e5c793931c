// A chart is drawn into a document, but not in a browser.
/// <reference lib="dom" />
import { createHash } from 'node:crypto';
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

export { Plot };

const SVG = 'http://www.w3.org/2000/svg';

/** Styles of a chart: on a page it has the page's colors; in a file a white background, readable on a dark page too. */
const STYLES = {
  page: { fontSize: '13px', background: 'none', overflow: 'visible' },
  file: { fontFamily: 'system-ui, sans-serif', fontSize: '13px', background: 'white', color: 'black' },
} as const;

/** Text of a chart, for those who see it and for those who do not. */
export interface ChartText {
  /** The title, unique on a page. */
  title: string;
  /** One or two sentences that describe the chart, with its figures or their place. */
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
    // Only the SVG element, so that a file is an image, without the HTML of Plot's caption and legends.
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
