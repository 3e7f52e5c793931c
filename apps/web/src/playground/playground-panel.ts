import { make } from '../shared/make.ts';

/** Elements of the playground's panel, in reading order. */
export interface PlaygroundPanel {
  form: HTMLFormElement;
  fields: HTMLElement;
  ask: HTMLButtonElement;
  result: HTMLElement;
  problem: HTMLElement;
  sentence: HTMLElement;
  answer: HTMLElement;
  timing: HTMLDListElement;
}

/** Fills the panel. */
export function fillPlaygroundPanel(
  panel: HTMLElement,
  { chooser, code }: { chooser: HTMLElement; code: HTMLElement },
): PlaygroundPanel {
  const fields = make('div', { class: 'fields' });
  const ask = make('button', { type: 'submit', class: 'primary' }, 'Ask');
  const form = make('form', { novalidate: '' }, fields, ask);
  const problem = make('div', { role: 'alert' });
  const sentence = make(
    'p',
    { class: 'sentence', role: 'status' },
    'Choose a model: the fields start with values that it accepts.',
  );
  const answer = make('div', { class: 'outputs' });
  const timing = make('dl', { class: 'timing', 'aria-labelledby': 'playground-timing-title' });
  const result = make(
    'section',
    { class: 'result', 'aria-labelledby': 'playground-result-title', tabindex: '-1', 'data-state': 'idle' },
    make(
      'div',
      { class: 'section-head' },
      make('h2', { id: 'playground-result-title' }, 'What the model answers'),
    ),
    problem,
    sentence,
    answer,
    make('h3', { id: 'playground-timing-title' }, 'Where the time went'),
    timing,
  );
  const question = make(
    'section',
    { class: 'question' },
    make('div', { class: 'section-head' }, make('h2', {}, 'Ask any model')),
    chooser,
    form,
    code,
  );
  panel.replaceChildren(question, result);
  return { form, fields, ask, result, problem, sentence, answer, timing };
}
