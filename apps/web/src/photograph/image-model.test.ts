import type { ModelDescription } from '@pilotlight/client';
import { describe, expect, test, vi } from 'vitest';
import { createImageModelSource } from './image-model.ts';

type TensorSpec = ModelDescription['signatures'][string]['inputs'][string];

const gray: TensorSpec = { dtype: 'float32', shape: [-1, 28, 28, 1] };
const color: TensorSpec = { dtype: 'float32', shape: [-1, 224, 224, 3] };
const digits = served('digits', { image: gray });
const photos = { ...served('mobilenet', { input: color }), imageInput: 'input' };
const gestures = { ...served('gestures', { image: gray }), imageInput: 'image' };
const mixed = { ...served('mixed', { image: color, age: gray }), imageInput: 'image' };

describe('createImageModelSource', () => {
  test.each([
    ['the model that takes images', [digits, mixed, photos], ['mobilenet']],
    ['those in color first', [gestures, photos], ['mobilenet', 'gestures']],
    ['the one in gray if it is the only one', [digits, gestures], ['gestures']],
    ['none', [digits], []],
    ['none with more inputs than an image', [mixed], []],
  ])('finds %s', async (_, models, found) => {
    expect(await sourceOf(async () => models)()).toEqual(found);
  });

  test('makes one call, and repeats it only after a failure', async () => {
    const describeAll = vi
      .fn<() => Promise<ModelDescription[]>>()
      .mockRejectedValueOnce(new Error('unreachable'));
    describeAll.mockResolvedValue([photos]);
    const source = sourceOf(describeAll);
    await expect(Promise.all([source(), source()])).rejects.toThrow('unreachable');
    await source();
    await source();
    expect(describeAll).toHaveBeenCalledTimes(2);
  });
});

const unasked = () => Promise.reject(new TypeError('only a description was expected'));

function sourceOf(describeAll: () => Promise<ModelDescription[]>) {
  const predictor = { describe: describeAll, predict: unasked, predictColumns: unasked, top: unasked };
  return createImageModelSource(async (_, question) => ({
    answer: await question(predictor),
    roundTripMs: 1,
  }));
}

function served(model: string, inputs: Readonly<Record<string, TensorSpec>>): ModelDescription {
  return {
    model,
    version: 1,
    versions: [1],
    format: 'tflite',
    engine: 'litert',
    signatures: {
      serving_default: { inputs, outputs: { scores: { dtype: 'float32', shape: [-1, 1001] } } },
    },
  };
}
