import { InvalidResponseError } from '@pilotlight/protocol';
import { describe, expect, test, vi } from 'vitest';
import type { Call } from '../shared/predict-client.ts';
import { createImageModelSource } from './image-model.ts';

const gray = { dtype: 'float32', shape: [-1, 28, 28, 1] };
const colour = { dtype: 'float32', shape: [-1, 224, 224, 3] };
const digits = served('digits', { image: gray });
const photos = { ...served('mobilenet', { input: colour }), imageInput: 'input' };
const gestures = { ...served('gestures', { image: gray }), imageInput: 'image' };
const mixed = { ...served('mixed', { image: colour, age: gray }), imageInput: 'image' };

describe('createImageModelSource', () => {
  test.each([
    ['the model that takes images', [digits, mixed, photos], 'mobilenet'],
    ['the one in colour first', [gestures, photos], 'mobilenet'],
    ['the one in grey where it is the only one', [digits, gestures], 'gestures'],
    ['none', [digits], null],
    ['none that wants more than an image', [mixed], null],
  ])('finds %s', async (_, models, found) => {
    expect(await sourceOf({ models })()).toEqual(found);
  });

  test('asks once, and again only where that failed', async () => {
    const call = vi.fn<Call>().mockRejectedValueOnce(new Error('unreachable'));
    call.mockResolvedValue({ data: { models: [photos] }, roundTripMs: 1 });
    const source = createImageModelSource(call);
    await expect(Promise.all([source(), source()])).rejects.toThrow('unreachable');
    await source();
    await source();
    expect(call.mock.calls).toEqual([[{ op: 'describe' }], [{ op: 'describe' }]]);
  });

  test('refuses what is no description', async () => {
    await expect(sourceOf('Hello from Firebase!')()).rejects.toThrow(InvalidResponseError);
  });
});

function sourceOf(data: unknown) {
  return createImageModelSource(async () => ({ data, roundTripMs: 1 }));
}

function served(model: string, inputs: Readonly<Record<string, object>>) {
  return {
    model,
    version: 1,
    format: 'tflite',
    engine: 'litert',
    signatures: {
      serving_default: { inputs, outputs: { scores: { dtype: 'float32', shape: [-1, 1001] } } },
    },
  };
}
