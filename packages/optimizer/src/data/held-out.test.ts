import { expect, it } from 'vitest';
import type { Dataset } from './dataset.ts';
import { heldOutOf, isHeldOut } from './held-out.ts';

it.each([19, 20, 400, 413])('holds out examples that no training sees, of %i', async (count) => {
  const dataset: Dataset = {
    name: 'numbers',
    count,
    files: [],
    classes: undefined,
    read: async (at) => ({
      name: String(at),
      question: { kind: 'instance', instance: at },
      truth: { kind: 'class', label: 0 },
    }),
  };
  const held = heldOutOf(dataset);
  const numbers = [];
  for (let at = 0; at < held.count; at += 1) numbers.push(Number((await held.read(at)).name));
  const expected = Array.from({ length: count }, (_, at) => at).filter(isHeldOut);
  expect(numbers).toEqual(expected);
});
