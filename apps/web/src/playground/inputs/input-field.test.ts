import type { ModelDescription } from '@pilotlight/client';
import { expect, test } from 'vitest';
import { formatValues, type InputForm, inputForm } from './input-field.ts';
import { readJson, readNumber } from './read-element.ts';
import type { TensorSpec } from './sample-values.ts';
import { typedArray } from './typed-array.ts';

function form(
  inputs: Readonly<Record<string, TensorSpec>>,
  more: Partial<ModelDescription> = {},
): InputForm | undefined {
  return inputForm({
    model: 'any',
    version: 1,
    versions: [1],
    format: 'tflite',
    engine: 'litert',
    signatures: { serving_default: { inputs, outputs: {} } },
    ...more,
  });
}
const float = (...shape: number[]): TensorSpec => ({ dtype: 'float32', shape });
const first = (made: InputForm | undefined) => made?.fields[0];

test.each<[string, TensorSpec, string]>([
  ['a few numbers', float(-1, 4), 'separate'],
  ['a few numbers behind sides of 1', float(-1, 1, 4), 'separate'],
  ['a small matrix', float(-1, 2, 2), 'json'],
  ['any number of numbers', float(-1, -1), 'json'],
  ['an image as numbers', float(-1, 28, 28, 1), 'json'],
  ['more than can be edited', float(-1, 224, 224, 3), 'long'],
  ['a text', { dtype: 'string', shape: [-1] }, 'text'],
  ['several texts', { dtype: 'string', shape: [-1, 3] }, 'json'],
])('chooses the best field for %s', (_, spec, kind) => {
  expect(first(form({ x: spec }))?.kind).toBe(kind);
});

test('has an image field if the model takes encoded images', () => {
  expect(first(form({ x: float(-1, 8, 8, 3) }, { imageInput: 'x' }))?.kind).toBe('image');
});

test('takes whole tensors if an input has no rows, and nothing without the default signature', () => {
  expect(form({ x: float() })).toMatchObject({ form: 'columns', fields: [{ kind: 'separate' }] });
  expect(form({ x: { ...float(), unknownRank: true }, y: float(-1, 2) })?.form).toBe('columns');
  expect(form({}, { signatures: { encode: { inputs: { x: float(1) }, outputs: {} } } })).toBeUndefined();
});

const b64 = (array: ArrayBufferView<ArrayBuffer>) => Buffer.from(array.buffer).toString('base64');

test.each<[string, unknown, TensorSpec, string]>([
  ['nested arrays', [[[1, 2]], [[3, 4]]], float(-1, 1, 2), '[[1,2]]'],
  [
    'bytes',
    { dtype: 'float32', shape: [2, 2], b64: b64(Float32Array.of(0.1, 0.2, 3, 4)) },
    float(-1, 2),
    '[0.1,0.2]',
  ],
  [
    'int64 as bytes',
    { dtype: 'int64', shape: [1, 2], b64: b64(BigInt64Array.of(-5n, 6n)) },
    { dtype: 'int64', shape: [-1, 2] },
    '[-5,6]',
  ],
  ['one number', { dtype: 'float32', shape: [1, 3], fill: 0.5 }, float(-1, 3), '[0.5,0.5,0.5]'],
  ['an open dimension', [[[1], [2], [3]]], float(-1, -1, 1), '[[1],[2],[3]]'],
  ['none', undefined, float(-1, 2), '[0,0]'],
  ['none, for bools', undefined, { dtype: 'bool', shape: [-1, 1] }, '[false]'],
  ['an invalid sample', { dtype: 'complex64', shape: [1, 2], b64: '' }, float(-1, 2), '[0,0]'],
])('starts with the first row of a sample: %s', (_, sample, spec, written) => {
  const field = first(form({ x: spec }, sample === undefined ? {} : { sample: { x: sample } }));
  expect(field && formatValues(field)).toBe(written);
});

test('shows real values of a quantized model, as it takes them', () => {
  const spec: TensorSpec = { dtype: 'uint8', shape: [1, 2], quantization: { scale: 0.1, zeroPoint: 10 } };
  const field = first(form({ x: spec }, { sample: { x: [[10, 13]] } }));
  expect(field && formatValues(field)).toBe('[0,0.3]');
  expect(typedArray([1], spec)).toBeUndefined();
});

test('reads the text of a field, and explains an invalid one', () => {
  expect(readNumber(' 1e-3 ', float(1), 'x')).toBe(0.001);
  expect(readNumber('9007199254740993', { dtype: 'int64', shape: [1] }, 'x')).toBe('9007199254740993');
  expect(readNumber('-7', { dtype: 'int32', shape: [1] }, 'x')).toBe(-7);
  expect(() => readNumber('', float(1), 'age')).toThrow('age needs a number, but is empty');
  expect(() => readNumber('1,5', float(1), 'age')).toThrow("not '1,5'");
  expect(() => readNumber('1.5', { dtype: 'int32', shape: [1] }, 'age')).toThrow('a whole number');
  expect(() => readJson('[1,', 'steps')).toThrow('steps is not JSON');
});
