import { expect, it } from 'vitest';
import { shownSample } from './sample.ts';

it.each<[string, 'zeros' | Record<string, unknown>, boolean]>([
  ['a short one', { x: [[1, 2]] }, true],
  ['one number for many elements', { x: { dtype: 'float32', shape: [1, 224, 224, 3], fill: 0.5 } }, true],
  ['zeros', 'zeros', false],
  ['a long one', { x: Array.from({ length: 10_000 }, () => 1) }, false],
])('shows a short sample that is not zeros: %s', (_, sample, isShown) => {
  expect(shownSample({ sample })).toEqual(isShown ? sample : undefined);
});
