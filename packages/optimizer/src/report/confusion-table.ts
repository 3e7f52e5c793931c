import { html, type Html } from './html.ts';

/** More than this make a table that nobody reads. */
const MOST_CLASSES = 20;

/** A confusion matrix as a table: rows are what is right, columns what was said. Undefined for very many classes. */
export function confusionTable(
  confusion: readonly (readonly number[])[],
  { caption, labels }: { caption: string; labels: readonly string[] | undefined },
): Html | undefined {
  if (confusion.length > MOST_CLASSES) return undefined;
  const name = (at: number) => labels?.[at] ?? String(at);
  return html`<table class="confusion">
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">is \\ said</th>
        ${confusion.map((_, at) => html`<th scope="col">${name(at)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${confusion.map(
        (row, label) =>
          html`<tr>
            <th scope="row">${name(label)}</th>
            ${row.map((times, said) => html`<td class="${kindOf(times, label === said)}">${times}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function kindOf(times: number, isRight: boolean): string {
  if (isRight) return 'right';
  return times === 0 ? 'none' : 'wrong';
}
