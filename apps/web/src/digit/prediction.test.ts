import { PredictError, type Predictions } from '@pilotlight/client';
import { describe, expect, test } from 'vitest';
import { describeTiming, duration } from '../shared/describe-timing.ts';
import { percent } from '../shared/percent.ts';
import { describePrediction } from './describe-prediction.ts';
import { likeliestDigit, readPrediction } from './prediction.ts';

const timing = { loadMs: 0, queueMs: 0, inferenceMs: 2.25, cold: false, instanceId: 'a' };
const seven = [0, 0, 0, 0.01, 0, 0, 0, 0.98, 0, 0.01];

function response(row: Predictions<unknown>['predictions'][number], rest: object = {}) {
  return { predictions: [row], model: 'digits', version: 1, timing, ...rest };
}

describe('readPrediction', () => {
  test('reads ten probabilities', () => {
    const prediction = readPrediction(response(seven), 43.4);
    expect(prediction).toEqual({
      probabilities: seven,
      model: 'digits',
      version: 1,
      timing,
      roundTripMs: 43.4,
    });
    expect(likeliestDigit(prediction)).toBe(7);
  });

  test.each([
    ['nine of them', response(seven.slice(1))],
    ['logits', response([-4, 0, 0, 0, 0, 0, 0, 12.5, 0, 0])],
    ['no numbers', response(Array.from({ length: 10 }, () => 'a'))],
    ['no row', { ...response(seven), predictions: [] }],
  ])('refuses %s', (_, data) => {
    expect(() => readPrediction(data, 1)).toThrow(PredictError);
  });
});

describe('describePrediction', () => {
  test('names the emulator in a cold start', () => {
    const cold = { timing: { ...timing, cold: true }, roundTripMs: 2100 };
    expect(describeTiming(cold, true)).toMatch(/by an emulated instance that had to start first/);
    expect(describeTiming(cold, false)).not.toMatch(/emulated/);
  });

  test('describes an answer in a short text', () => {
    expect(describePrediction(readPrediction(response(seven), 43.4))).toBe(
      'This is a 7, 98\u00A0% sure. Answered in 43\u00A0ms by a warm instance.',
    );
  });

  test('shows that the model is unsure, and uses the right article', () => {
    const row = [0.1, 0.1, 0, 0.2, 0, 0, 0, 0, 0.4, 0.2];
    const prediction = readPrediction(response(row, { timing: { ...timing, cold: true } }), 1234);
    expect(describePrediction(prediction)).toBe(
      'This may be an 8, 40\u00A0% sure: draw one large digit for a better answer. Answered in 1234\u00A0ms by an instance that had to start first.',
    );
  });
});

test('figures keep their unit on the same line', () => {
  expect([
    percent(0),
    percent(1e-9),
    percent(0.994),
    percent(0.996),
    percent(1),
    duration(0.02),
    duration(2.25),
    duration(43.4),
  ]).toEqual([
    '0\u00A0%',
    '<1\u00A0%',
    '99\u00A0%',
    '>99\u00A0%',
    '100\u00A0%',
    '0\u00A0ms',
    '2.3\u00A0ms',
    '43\u00A0ms',
  ]);
});
