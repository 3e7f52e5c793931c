import { expect, test } from 'vitest';
import { nextTab } from './tabs.ts';

test.each([
  ['ArrowRight', 0, 1],
  ['ArrowRight', 1, 0],
  ['ArrowLeft', 0, 1],
  ['ArrowLeft', 1, 0],
  ['Home', 1, 0],
  ['End', 0, 1],
  ['Tab', 0, undefined],
])('%s on tab %i of two leads to %s', (key, at, next) => {
  expect(nextTab(key, at, 2)).toBe(next);
});
