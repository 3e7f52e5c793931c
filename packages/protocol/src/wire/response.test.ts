import { expect, it } from 'vitest';
import { parsePredictResponse, parseWarmResponse } from './response.ts';

const timing = { loadMs: 0, queueMs: 0, inferenceMs: 1.5, cold: false, instanceId: 'a1' };

it('takes an answer in rows and an answer in columns', () => {
  const answered = { model: 'digits', version: 1, timing };
  expect(parsePredictResponse({ ...answered, predictions: [[0.5]] })).toMatchObject({ predictions: [[0.5]] });
  expect(parsePredictResponse({ ...answered, outputs: { a: 1 } })).toMatchObject({ outputs: { a: 1 } });
});

it.each([
  ['something else', 'It works!', 'response'],
  ['another function', { text: 'Hello from Firebase!' }, 'models'],
  ['a wrong timing', { models: [], timing: { ...timing, cold: 'yes' } }, 'timing.cold'],
  ['an instance without an age', { models: [], timing, instance: { idleMs: 5 } }, 'instance.ageMs'],
  ['an instance from the future', { models: [], timing, instance: { ageMs: -1 } }, 'instance.ageMs'],
])('names the field that shows an answer of %s', (_, data, field) => {
  expect(() => parseWarmResponse(data)).toThrow(
    expect.objectContaining({ issue: expect.objectContaining({ field }) }),
  );
});
