import { expect, it } from 'vitest';
import type { DrawnMobilenet } from '../prepare/drawn-mobilenet.ts';
import { digits } from './digits.ts';
import { HELLO_WORLD } from './floors.ts';
import { mobilenet } from './mobilenet.ts';
import { bestLabel } from './quantized-mobilenet.ts';

const DEPLOYABLE = { directory: '/nowhere', env: {}, functionMiB: 256 };
const DRAWN: DrawnMobilenet = {
  savedModel: '',
  tflite: '',
  tfjsGraph: '',
  pixels: new Uint8Array(224 * 224 * 3),
  scores: [0.1, 0.6, 0.3],
  int8: { image: Array.from({ length: 224 * 224 * 3 }, () => -1), scores: [-100, 20, -50] },
};
const outputs = (row: unknown) => ({ result: { outputs: [row] } });

it('accepts only a seven from digits', async () => {
  const { isCorrect } = await digits(DEPLOYABLE);
  const scores = Array.from({ length: 10 }, (_, digit) => (digit === 7 ? 0.9 : 0.01));
  expect(isCorrect(outputs(scores))).toBe(true);
  expect(isCorrect(outputs(scores.toReversed()))).toBe(false);
  expect(isCorrect({ error: { status: 'INTERNAL' } })).toBe(false);
});

it('compares each form of MobileNetV2 with the oracle of that form', () => {
  const wasm = mobilenet('wasm', DEPLOYABLE, DRAWN);
  const litert = mobilenet('litert', DEPLOYABLE, DRAWN);
  expect(wasm.isCorrect(outputs(DRAWN.scores))).toBe(true);
  expect(wasm.isCorrect(outputs(DRAWN.int8.scores))).toBe(false);
  expect(litert.isCorrect(outputs(DRAWN.int8.scores))).toBe(true);
  expect(litert.isCorrect(outputs([-100, 20, -30]))).toBe(false);
  expect(JSON.parse(litert.body.toString())).toMatchObject({
    data: { raw: true, inputs: { dtype: 'int8' } },
  });
});

it('reads the best label of an answer, and nothing from an error', () => {
  const top = [[{ index: 286, label: 'Egyptian cat', score: 0.8 }]];
  expect(bestLabel({ top })).toBe('Egyptian cat');
  expect(bestLabel({ top: [[]] })).toBeUndefined();
  expect(bestLabel(undefined)).toBeUndefined();
});

it('does not accept an error as a hello', () => {
  expect(HELLO_WORLD.isCorrect({ result: { text: 'Hello from Firebase!' } })).toBe(true);
  expect(HELLO_WORLD.isCorrect({ error: {} })).toBe(false);
});
