import type { NamedTensors, Signature } from '@pilotlight/protocol/tensors';
import { expect, it } from 'vitest';
import { candidateSamples } from './candidate-samples.ts';
import { findSample, NoSampleError } from './find-sample.ts';

const inputOf = (shape: number[], dtype: 'float32' | 'string' | 'int64' = 'float32'): Signature => ({
  inputs: { x: { dtype, shape } },
  outputs: {},
});
const answer = (...values: number[]): NamedTensors => ({
  y: { dtype: 'float32', shape: [values.length], data: Float32Array.from(values) },
});

/** Finds a sample for a model that computes `y` from `x`. */
const find = (signature: Signature, run: (x: NamedTensors[string]) => NamedTensors) =>
  findSample(candidateSamples(signature), async ({ x }) => {
    if (!x) throw new TypeError('x is missing');
    return run(x);
  });

it('uses one row of zeros if it runs, which a manifest calls zeros', async () => {
  const { candidate, isNonFinite } = await find(inputOf([-1, 3]), () => answer(1));
  expect(candidate).toMatchObject({ sample: 'zeros', words: 'zeros' });
  expect(candidate.inputs['x']).toEqual({ dtype: 'float32', shape: [1, 3], data: new Float32Array(3) });
  expect(isNonFinite).toBe(false);
});

it('tries open sizes from small to usual ones', async () => {
  const { candidate } = await find(inputOf([-1, -1, -1, 3]), ({ shape: [, height = 0] }) => {
    if (height < 200) throw new RangeError('too small');
    return answer(1);
  });
  expect(candidate.sample).toEqual({ x: { dtype: 'float32', shape: [1, 224, 224, 3], fill: 0 } });
  expect(candidate.words).toBe('zeros with open sizes as 224');
});

it('treats the first dimension like the others if a batch of one does not run', async () => {
  const { candidate } = await find(inputOf([-1, 2]), ({ shape: [rows = 0] }) => {
    if (rows < 5) throw new RangeError('too few');
    return answer(1);
  });
  expect(candidate.inputs['x']?.shape).toEqual([8, 2]);
});

it('tries ones and random values if zeros give NaN', async () => {
  const logOf = await find(inputOf([-1, 2]), ({ data: [a, b] }) =>
    answer(Math.log(Number(a)), Math.log(Number(b))),
  );
  expect(logOf.candidate.sample).toEqual({ x: { dtype: 'float32', shape: [1, 2], fill: 1 } });
  const spread = await find(inputOf([-1, 2]), ({ data: [a, b] }) => answer(1 / (Number(a) - Number(b))));
  expect(spread.candidate.words).toBe('drawn values');
  expect(spread.candidate.sample).toEqual({
    x: { dtype: 'float32', shape: [1, 2], b64: expect.any(String) },
  });
});

it('reports that all samples give NaN, and uses one that ran', async () => {
  const { candidate, isNonFinite } = await find(inputOf([-1, 2]), () => answer(Number.NaN));
  expect([candidate.words, isNonFinite]).toEqual(['zeros', true]);
});

it('tries larger sizes if the mean of a small one is NaN', async () => {
  const { candidate, isNonFinite } = await find(inputOf([-1, -1, 3]), ({ shape: [, length = 0] }) =>
    answer(length < 8 ? Number.NaN : 1),
  );
  expect([candidate.words, isNonFinite]).toEqual(['zeros with open sizes as 8', false]);
});

it('tries shapes if the number of dimensions is open', async () => {
  const { candidate } = await find(
    { inputs: { x: { dtype: 'float32', shape: [], unknownRank: true } }, outputs: {} },
    ({ shape }) => {
      if (shape.length !== 4 || shape.at(-1) !== 3) throw new RangeError('no image');
      return answer(1);
    },
  );
  expect(candidate.sample).toEqual({ x: { dtype: 'float32', shape: [1, 2, 2, 3], fill: 0 } });
});

it('puts an image into strings if a word fails', async () => {
  const { candidate } = await find(inputOf([-1], 'string'), ({ data: [bytes] }) => {
    if (!(bytes instanceof Uint8Array) || bytes[0] !== 0xff) throw new Error('Unknown image file format.');
    return answer(1);
  });
  expect(candidate.words).toBe('a small JPEG for each string');
});

it('adds the features that the model requires to a tf.Example', async () => {
  const { candidate } = await find(inputOf([-1], 'string'), ({ data: [bytes] }) => {
    const text = bytes instanceof Uint8Array ? Buffer.from(bytes).toString('latin1') : '';
    if (!text.includes('size'))
      throw new Error(
        'Name: <unknown>, Feature: size (data type: float) is required but could not be found.',
      );
    if (text.length < 20)
      throw new Error(
        'Name: <unknown>, Key: size, Index: 0.  Number of float values != expected.  values size: 1 but output shape: [2]',
      );
    return answer(1);
  });
  expect(candidate.words).toBe('a tf.Example with size');
});

it('stops if a model requires the same feature again, and reports the error of the first sample', async () => {
  const error = await find(inputOf([-1], 'string'), () => {
    throw new Error('Feature: a (data type: float) is required but could not be found.');
  }).catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(NoSampleError);
  expect(error).toMatchObject({ cause: { message: expect.stringContaining('Feature: a') } });
});
