import type { Answered } from './answered.ts';
import { duration, instanceState } from './describe-timing.ts';

const NOTHING = '–';

const FACTS: readonly { id: string; title: string; of: (answer: Answered) => string }[] = [
  { id: 'instance', title: 'Instance', of: instanceState },
  { id: 'round-trip', title: 'Round trip', of: ({ roundTripMs }) => duration(roundTripMs) },
  { id: 'load', title: 'Model load', of: ({ timing }) => duration(timing.loadMs) },
  { id: 'queue', title: 'Queue', of: ({ timing }) => duration(timing.queueMs) },
  { id: 'inference', title: 'Inference', of: ({ timing }) => duration(timing.inferenceMs) },
  { id: 'model', title: 'Model', of: ({ model, version }) => `${model}, v${version}` },
];

/** Fills a list with the times of an answer, and returns a function that sets it; null for no answer. */
export function createTimingList(list: HTMLElement, testIdPrefix = ''): (answer: Answered | null) => void {
  const setters = FACTS.map(({ id, title, of }) => {
    const term = document.createElement('dt');
    term.textContent = title;
    const value = document.createElement('dd');
    value.dataset['testid'] = `${testIdPrefix}${id}`;
    const group = document.createElement('div');
    group.append(term, value);
    list.append(group);
    return (answer: Answered | null): void => {
      value.textContent = answer ? of(answer) : NOTHING;
    };
  });
  return (answer) => {
    for (const set of setters) set(answer);
  };
}
