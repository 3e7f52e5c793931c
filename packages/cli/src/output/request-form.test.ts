import { expect, it } from 'vitest';
import { requestForm } from './request-form.ts';

const outputs = {};
const float = (...shape: number[]) => ({ dtype: 'float32', shape }) as const;

it.each([
  [
    { x: float(-1, 28, 28, 1) },
    '{ "instances": [ROW] }, and a ROW is nested arrays of shape [28, 28, 1] of float32',
  ],
  [
    { age: float(-1, 1), text: { dtype: 'string', shape: [-1] } as const },
    '{ "instances": [ROW] }, and a ROW is { "age": a number (float32), "text": a string (string) }',
  ],
  [{ x: float(2) }, '{ "inputs": INPUTS }, and INPUTS is a list of 2 numbers (shape [2] of float32)'],
])('describes the request of a model with the inputs %j', (inputs, words) => {
  expect(requestForm({ inputs, outputs })).toBe(words);
});
