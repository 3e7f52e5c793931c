import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findWeights } from './find-weights.ts';
import { FIXTURES } from './testing/fixtures.ts';

it('finds the places of all weights in a file, which do not overlap', async () => {
  const file = await readFile(join(FIXTURES, 'dense/float.tflite'));
  const weights = (findWeights(file) ?? []).toSorted(([one], [other]) => one - other);
  // A matrix of 64 x 16 floats is the largest.
  expect(weights.map(([, length]) => length)).toEqual(expect.arrayContaining([64 * 16 * 4]));
  for (const [at, [from, length]] of weights.entries()) {
    const [next = file.length] = weights[at + 1] ?? [];
    expect(from + length).toBeLessThanOrEqual(next);
  }
});

it('returns nothing for a file with several graphs', async () => {
  expect(findWeights(await readFile(join(FIXTURES, 'two-signatures/two-signatures.tflite')))).toBe(undefined);
});
