import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { expect, it } from 'vitest';
import { measureColdStart } from '../cold/measure-cold-start.ts';
import { prepareScratch } from '../prepare/build-deployable.ts';
import { chainContenders } from './chain-contenders.ts';
import { drawChain, LAYER_BYTES, WIDTH } from './dense-chain.ts';

it('draws the same chain again, with the requested size of weights', () => {
  const chain = drawChain(2);
  expect(chain.weights.byteLength).toBe(2 * LAYER_BYTES);
  expect(chain.weights).toEqual(drawChain(2).weights);
});

it('computes a layer as a product and a ReLU', () => {
  const { weights, input, expected } = drawChain(1);
  const sums = Array.from({ length: WIDTH }, (_, column) =>
    input.reduce((sum, value, row) => sum + value * (weights[row * WIDTH + column] ?? 0), 0),
  );
  expect(expected.some((value) => value === 0)).toBe(true);
  sums.forEach((sum, at) => expect(expected[at]).toBeCloseTo(Math.max(0, sum), 5));
});

it('gets the right answer from its deployable', async () => {
  await withTemporaryFolder('test', async (scratch) => {
    await prepareScratch(scratch);
    const chain = { megabytes: 1, cache: scratch, python: undefined, scratch };
    const [contender, ...others] = await chainContenders(chain);
    expect(others).toEqual([]);
    if (!contender) throw new TypeError('wasm needs no Python');
    expect((await measureColdStart(contender)).firstAnswerMs).toBeGreaterThan(0);
    await expect(measureColdStart({ ...contender, isCorrect: () => false })).rejects.toThrow('1 MB, wasm');
  });
});
