import type { Guess } from './guess.ts';

/** Shows each guess with its bar, the likeliest first; without an answer, the same number of empty bars. */
export function showGuessBars(
  list: HTMLOListElement,
  guesses: readonly Guess[] | null,
  count: number,
  testIdPrefix = 'photo',
): void {
  const shown = guesses ?? Array.from({ length: count }, () => ({ label: '–', score: '–', share: 0 }));
  list.replaceChildren(
    ...shown.map((guess, at) => item(guess, guesses !== null && at === 0, `${testIdPrefix}-score-${at}`)),
  );
}

function item({ label, score, share }: Guess, isLikeliest: boolean, testId: string): HTMLLIElement {
  const fill = span('bar-fill', '');
  fill.style.setProperty('--share', String(share));
  const value = span('bar-value', score);
  value.dataset['testid'] = testId;
  const bar = span('bar', '');
  bar.append(fill, value);
  const made = document.createElement('li');
  made.classList.toggle('is-likeliest', isLikeliest);
  made.append(span('bar-label', label), ' ', bar);
  return made;
}

function span(className: string, text: string): HTMLSpanElement {
  const made = document.createElement('span');
  made.className = className;
  made.textContent = text;
  return made;
}
