import { PredictError, type RankedClass } from '@pilotlight/client';
import { describe, expect, test } from 'vitest';
import { describeGuesses } from './describe-guesses.ts';
import { readGuesses } from './guesses.ts';

const timing = { loadMs: 0, queueMs: 0, inferenceMs: 18, cold: false, instanceId: 'a' };
const answered = { model: 'mobilenet', version: 1, timing };
const cat = { index: 286, label: 'Egyptian cat', score: 0.79 };
const tabby = { index: 282, label: 'tabby', score: 0.1 };

function response(...ranked: RankedClass[]) {
  return { ...answered, top: [ranked] };
}

describe('readGuesses', () => {
  test('reads the best classes', () => {
    expect(readGuesses(response(cat, tabby), 43)).toEqual({
      guesses: [
        { label: 'Egyptian cat', score: '79\u00A0%', share: 0.79 },
        { label: 'tabby', score: '10\u00A0%', share: 0.1 },
      ],
      areShares: true,
      ...answered,
      roundTripMs: 43,
    });
  });

  test('names a class without a label by its number', () => {
    expect(readGuesses(response({ index: 3, score: 1 }), 1).guesses[0].label).toBe('class 3');
  });

  test('shows logits unchanged, with bars relative to the best one', () => {
    const { guesses } = readGuesses(
      response({ ...cat, score: 12.5 }, { ...tabby, score: 5 }, { ...tabby, score: -3 }),
      1,
    );
    expect(guesses.map(({ score, share }) => [score, share])).toEqual([
      ['12.5', 1],
      ['5.0', 0.4],
      ['-3.0', 0],
    ]);
  });

  test('keeps bars within 0 and 1 for negative logits', () => {
    const { guesses } = readGuesses(response({ ...cat, score: -2 }, { ...tabby, score: -8 }), 1);
    expect(guesses.map(({ share }) => share)).toEqual([0, 0]);
  });

  test.each([
    ['no class', response()],
    ['no photograph', { ...answered, top: [] }],
  ])('refuses %s', (_, answer) => {
    expect(() => readGuesses(answer, 1)).toThrow(PredictError);
  });
});

describe('describeGuesses', () => {
  test('describes an answer in a short text', () => {
    expect(describeGuesses(readGuesses(response(cat), 43.4))).toBe(
      'Most likely: Egyptian cat, 79\u00A0% sure. Answered in 43\u00A0ms by a warm instance.',
    );
  });

  test('shows that the model is unsure', () => {
    expect(describeGuesses(readGuesses(response({ ...cat, score: 0.3 }), 43.4))).toMatch(
      /^Perhaps: Egyptian/,
    );
  });

  test('shows no percentages for logits', () => {
    expect(describeGuesses(readGuesses(response({ ...cat, score: 12.5 }), 43.4))).toMatch(
      /^Most likely: Egyptian cat, with a score of 12\.5\./,
    );
  });
});
