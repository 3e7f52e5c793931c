import { type ChartText, drawChart, type Plot } from './chart.ts';
import { html, Html } from './html.ts';
import { scrollBox } from './scroll-box.ts';

interface FigureText extends ChartText {
  caption: string;
  /** Content below, such as the same figures in a table. */
  more?: Html;
}

/** Draws a chart for a page, with its caption. */
export function figure({ caption, more, ...text }: FigureText, options: Plot.PlotOptions): Html {
  const chart = new Html(drawChart(text, options, 'page'));
  return html`<figure>
    ${scrollBox(text.title, chart)}
    <figcaption>${caption}</figcaption>
    ${more}
  </figure>`;
}
