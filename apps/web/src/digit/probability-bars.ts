import { percent } from '../shared/percent.ts';
import { likeliestDigit, type Prediction } from './prediction.ts';

/** Fills a list with a bar for each digit, and returns a function that sets them; null for no answer. */
export function createProbabilityBars(list: HTMLOListElement): (prediction: Prediction | null) => void {
  const bars = Array.from({ length: 10 }, (_, digit) => {
    const item = document.createElement('li');
    const label = span('bar-digit', String(digit));
    const bar = span('bar', '');
    bar.dataset['testid'] = `bar-${digit}`;
    const fill = span('bar-fill', '');
    const value = span('bar-value', '');
    bar.append(fill, value);
    item.append(label, ' ', bar);
    list.append(item);
    return { item, fill, value };
  });

  return (prediction) => {
    const likeliest = prediction ? likeliestDigit(prediction) : undefined;
    for (const [digit, { item, fill, value }] of bars.entries()) {
      const share = Math.min(1, Math.max(0, prediction?.probabilities[digit] ?? 0));
      item.classList.toggle('is-likeliest', digit === likeliest);
      fill.style.setProperty('--share', String(share));
      value.textContent = prediction ? percent(share) : '–';
    }
  };
}

function span(className: string, text: string): HTMLSpanElement {
  const made = document.createElement('span');
  made.className = className;
  made.textContent = text;
  return made;
}
