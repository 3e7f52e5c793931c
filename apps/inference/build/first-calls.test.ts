import { parseManifest } from '@pilotlight/model-runtime/store';
import { parseRequest } from '@pilotlight/protocol';
import { expect, it } from 'vitest';
import { firstCalls } from './first-calls.ts';

const model = (name: string, dtype: string, sample: unknown, nonFiniteSample = false) => ({
  directory: { model: name, version: 2, path: name },
  manifest: parseManifest({
    format: 'tfjs-graph-model',
    engine: 'wasm',
    entry: 'model.json',
    signatures: {
      score: {
        inputs: { x: { dtype, shape: [-1, 2] } },
        outputs: { y: { dtype: 'float32', shape: [-1] } },
      },
    },
    files: {},
    sample,
    nonFiniteSample,
  }),
});

it('calls each model with its sample, as a caller does, after a warm-up', () => {
  const calls = firstCalls([
    model('zeros', 'float32', 'zeros'),
    model('said', 'float32', { x: [[1, 2]] }),
    model('text', 'string', 'zeros'),
  ]);
  expect(calls).toMatchObject([
    { op: 'warm' },
    { model: 'zeros', version: 2, signature: 'score', raw: true },
    { model: 'said', inputs: { x: { dtype: 'float32', shape: [1, 2] } } },
    { model: 'text', inputs: { x: [[{ b64: '' }, { b64: '' }]] } },
  ]);
  // Each call is JSON, and a request.
  for (const call of calls) expect(() => parseRequest(JSON.parse(JSON.stringify(call)))).not.toThrow();
});

it('leaves out models that cannot run here, and the warm-up that would run them', () => {
  const [runs, other] = [model('runs', 'float32', 'zeros'), model('other', 'float32', 'zeros')];
  expect(firstCalls([runs, other], [other])).toMatchObject([{ model: 'runs' }]);
});

it('calls a limited number of models, at least one of each kind', () => {
  const many = Array.from({ length: 300 }, (_, n) => model(`of-${n}`, 'float32', 'zeros'));
  const calls = firstCalls([...many, model('other', 'int32', 'zeros')]);
  expect(calls).toHaveLength(33);
  expect(calls[0]).toEqual({ op: 'warm', model: 'of-0' });
  expect(calls.at(-1)).toMatchObject({ model: 'other' });
});

it('warms a model that gives NaN for its sample, because a caller would get an error', () => {
  const calls = firstCalls([model('log', 'float32', 'zeros', true)]);
  expect(calls).toEqual([{ op: 'warm' }, { op: 'warm', model: 'log', version: 2 }]);
  for (const call of calls) expect(() => parseRequest(call)).not.toThrow();
});
