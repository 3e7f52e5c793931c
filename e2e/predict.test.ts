import { parseDescribeResponse, parsePredictResponse } from '@pilotlight/protocol';
import { deleteApp, initializeApp } from 'firebase/app';
import { connectFunctionsEmulator, getFunctions, httpsCallable } from 'firebase/functions';
import { afterAll, expect, inject, it } from 'vitest';
import { digits, mostLikely } from './support/digits.ts';

// Calls `predict` in the emulator, through the client SDK that apps use.
const app = initializeApp({ projectId: inject('project') });
const functions = getFunctions(app);
connectFunctionsEmulator(functions, '127.0.0.1', inject('functionsPort'));
const predict = httpsCallable(functions, 'predict');
afterAll(() => deleteApp(app));

it('recognizes a handwritten digit of each class, sent as bytes', async () => {
  const { data } = await predict({ model: 'digits', instances: digits.map(({ binary }) => binary) });
  const response = parsePredictResponse(data);
  expect(response).toMatchObject({ model: 'digits', version: 2 });
  const rows = 'predictions' in response ? response.predictions : [];
  expect(rows.map(mostLikely)).toEqual(digits.map(({ label }) => label));
});

it('gives the same answer for rows, for columns and for nested arrays', async () => {
  const [digit] = digits;
  const answers = await Promise.all([
    predict({ instances: [digit?.binary] }),
    predict({ instances: [digit?.nested] }),
    predict({ inputs: [digit?.nested] }),
    predict({ inputs: { image: [digit?.nested] }, model: 'digits', version: 2, signature: undefined }),
  ]);
  const rows = answers.map(({ data }) => {
    const response = parsePredictResponse(data);
    return 'outputs' in response ? response.outputs : 'predictions' in response && response.predictions;
  });
  expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(1);
});

it('lists the models that it serves', async () => {
  const { data } = await predict({ op: 'describe' });
  const { models } = parseDescribeResponse(data);
  expect(models).toEqual([
    {
      model: 'digits',
      version: 2,
      versions: [2, 1],
      format: 'tfjs-layers-model',
      engine: 'wasm',
      signatures: {
        serving_default: {
          inputs: { image: { dtype: 'float32', shape: [-1, 28, 28, 1] } },
          outputs: { probabilities: { dtype: 'float32', shape: [-1, 10] } },
        },
      },
      labels: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    },
  ]);
});

it('tells the client the wrong field, in a form that a program can use', async () => {
  await expect(predict({ model: 'digits', instances: [[1, 2]] })).rejects.toMatchObject({
    code: 'functions/invalid-argument',
    message: expect.stringContaining('instances[0]: expected an array of 28, received an array of 2'),
    details: {
      reason: 'INVALID_REQUEST',
      issue: { field: 'instances[0]', expected: 'an array of 28', received: 'an array of 2' },
    },
  });
  await expect(predict({ model: 'unicorns', instances: [1] })).rejects.toMatchObject({
    code: 'functions/not-found',
    message: expect.stringContaining('available: digits'),
  });
});
