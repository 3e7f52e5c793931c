import { expect, it } from 'vitest';
import { rankClasses } from './rank.ts';
import type { NamedTensors } from '../tensors/tensor.ts';

const scores = {
  dtype: 'float32',
  shape: [2, 3],
  data: Float32Array.of(0.25, 0.5, 0.25, 0.75, 0, 0.125),
} as const;

it('ranks the classes of each row, the earlier one first if two are equal', () => {
  expect(rankClasses({ scores }, { rows: 2, top: 2, labels: ['cat', 'dog', 'owl'] })).toEqual([
    [
      { index: 1, label: 'dog', score: 0.5 },
      { index: 0, label: 'cat', score: 0.25 },
    ],
    [
      { index: 0, label: 'cat', score: 0.75 },
      { index: 2, label: 'owl', score: 0.125 },
    ],
  ]);
});

it('ranks without labels', () => {
  expect(rankClasses({ scores }, { rows: 2, top: 1, labels: undefined })[1]).toEqual([
    { index: 0, score: 0.75 },
  ]);
});

it.each([
  ['two outputs', { scores, more: scores }],
  ['a picture', { scores: { ...scores, shape: [1, 2, 3] } }],
  ['strings', { scores: { dtype: 'string', shape: [1, 1], data: [new Uint8Array()] } }],
] satisfies [string, NamedTensors][])('refuses `top` for a model that gives %s', (_, outputs) => {
  expect(() => rankClasses(outputs, { rows: 1, top: 1, labels: undefined })).toThrow(/one score per class/);
});
