import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assertModelName, fitModelName, modelNameFrom } from './model-name.ts';

describe('modelNameFrom', () => {
  it.each([
    ['export/flowers.tflite', 'flowers'],
    ['export/Flowers', 'flowers'],
    ['export/flowers/', 'flowers'],
    ['web_model/model.json', 'model'],
    ['export/churn/1654321098', 'churn'],
    ['mobilenet_v2_1.0_224_quant.tflite', 'mobilenet_v2_1.0_224_quant'],
    [join(import.meta.dirname, '.'), 'models'],
  ])('makes of %s %s', (path, name) => {
    expect(modelNameFrom(path)).toBe(name);
  });
});

describe('fitModelName', () => {
  it.each([
    ['flowers', 'flowers'],
    ['mobilenet_v2_1.0_224_quant', 'mobilenet_v2_1-0_224_quant'],
    ['my flowers (2)', 'my-flowers-2-'],
    ['_flowers', 'flowers'],
    ['日本', 'model'],
    ['a'.repeat(70), 'a'.repeat(63)],
  ])('makes of %s %s', (name, fit) => {
    expect(fitModelName(name)).toBe(fit);
    expect(() => assertModelName(fit)).not.toThrow();
  });
});
