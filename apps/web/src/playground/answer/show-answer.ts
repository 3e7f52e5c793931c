import { showGuessBars } from '../../shared/guess-bars.ts';
import { make } from '../../shared/make.ts';
import { formatShape } from '../inputs/elements.ts';
import type { AnswerPart } from './answer-part.ts';

/** Shows the outputs of an answer, one below the other. */
export function showAnswer(place: HTMLElement, parts: readonly AnswerPart[]): void {
  place.replaceChildren(
    ...parts.map((part) => {
      const title = make(
        'h3',
        {},
        `${part.name}${part.shape.length > 0 ? `, ${formatShape(part.shape)}` : ''}`,
      );
      return make('div', { class: 'output', 'data-kind': part.kind }, title, body(part));
    }),
  );
}

function body(part: AnswerPart): HTMLElement {
  switch (part.kind) {
    case 'bars': {
      const list = make('ol', { class: 'bars photo-bars', 'aria-label': `The best classes of ${part.name}` });
      showGuessBars(list, part.guesses, part.guesses.length, 'playground');
      return list;
    }
    case 'picture': {
      const canvas = make('canvas', {
        role: 'img',
        class: 'picture',
        'aria-label': `${part.name} as a picture`,
      });
      canvas.width = part.width;
      canvas.height = part.height;
      canvas.getContext('2d')?.putImageData(new ImageData(part.pixels, part.width, part.height), 0, 0);
      return canvas;
    }
    case 'table':
      return table(part);
    case 'text':
      return make('pre', { class: 'text-answer' }, part.text);
  }
}

function table({ name, rows, isCut }: AnswerPart & { kind: 'table' }): HTMLElement {
  const columns = rows[0]?.length ?? 0;
  const numbers = Array.from({ length: columns }, (_, at) => make('th', { scope: 'col' }, String(at)));
  const head = make('thead', {}, make('tr', {}, make('td'), ...numbers));
  const lines = rows.map((row, at) =>
    make('tr', {}, make('th', { scope: 'row' }, String(at)), ...row.map((cell) => make('td', {}, cell))),
  );
  const caption = make('caption', { class: 'visually-hidden' }, `The values of ${name}`);
  const made = make('table', {}, caption, head, make('tbody', {}, ...lines));
  // A table that is wider than the page scrolls, also by keyboard.
  const scrolled = make(
    'div',
    { class: 'scrolled', tabindex: '0', role: 'region', 'aria-label': `The values of ${name}` },
    made,
  );
  return make(
    'div',
    {},
    scrolled,
    ...(isCut
      ? [make('p', { class: 'help' }, 'Only the beginning is shown; the answer has all values.')]
      : []),
  );
}
