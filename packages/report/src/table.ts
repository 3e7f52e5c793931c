import { type Content, html, type Html } from './html.ts';
import { scrollBox } from './scroll-box.ts';

/** Content of a cell. The kinds are classes of the style sheet. */
export type Cell = Content | { content: Content; kind: 'chosen' | 'right' | 'wrong' | 'quiet' };

interface Table {
  caption: string;
  heading: readonly string[];
  /** The first cell of a row is its heading. */
  rows: readonly (readonly Cell[])[];
  /** Numbers align to the right and do not wrap; words align to the left. */
  holds: 'numbers' | 'words';
}

/** Writes a table with headings for columns and rows. */
export function table({ caption, heading, rows, holds }: Table): Html {
  return scrollBox(
    caption,
    html`<table class="${holds}">
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${heading.map((text) => html`<th scope="col">${text}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([first, ...cells]) =>
            html`<tr>
              <th scope="row" ${kindOf(first)}>${contentOf(first)}</th>
              ${cells.map((cell) => html`<td ${kindOf(cell)}>${contentOf(cell)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>`,
  );
}

function kindOf(cell: Cell): Html | undefined {
  return isOfKind(cell) ? html`class="${cell.kind}"` : undefined;
}

function contentOf(cell: Cell): Content {
  return isOfKind(cell) ? cell.content : cell;
}

function isOfKind(cell: Cell): cell is Extract<Cell, { kind: unknown }> {
  return typeof cell === 'object' && 'kind' in cell;
}
