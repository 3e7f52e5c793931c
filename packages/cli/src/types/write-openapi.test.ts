import { Validator } from '@seriousme/openapi-schema-validator';
import { decodeInputs, parseRequest, PilotlightError } from '@pilotlight/protocol';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { ModelTypes, VersionTypes } from './served-types.ts';
import { writeOpenApi } from './write-openapi.ts';

const flowers: ModelTypes = {
  name: 'flowers',
  versions: [
    {
      version: 2,
      signature: {
        inputs: { image: { dtype: 'float32', shape: [-1, 2, 2, 3] } },
        outputs: { scores: { dtype: 'float32', shape: [-1, 2] } },
      },
      labels: ['rose', 'lily', 'rose'],
      imageInput: 'image',
    },
  ],
};
const churnVersion = (version: number): VersionTypes => ({
  version,
  signature: {
    inputs: {
      age: { dtype: 'int32', shape: [-1, 1] },
      name: { dtype: 'string', shape: [-1] },
      ids: { dtype: 'int64', shape: [-1, 2] },
    },
    outputs: { risk: { dtype: 'float32', shape: [-1] }, known: { dtype: 'bool', shape: [-1] } },
  },
  labels: [],
  imageInput: undefined,
});
const churn: ModelTypes = { name: 'churn', versions: [churnVersion(3), churnVersion(1)] };

const text = writeOpenApi([flowers, churn]);
const ajv = new Ajv2020({ strict: false });
ajv.addSchema(JSON.parse(text), 'openapi');
const schemaOf = (name: string) => ajv.compile({ $ref: `openapi#/components/schemas/${name}` });

it('is an OpenAPI document', async () => {
  expect(await new Validator().validate(JSON.parse(text))).toMatchObject({ valid: true });
});

const row = { age: [3], name: 'Ann', ids: [1, '9007199254740993'] };

describe('the schema of a request', () => {
  it.each([
    ['rows of several inputs', { instances: [row] }],
    ['a bare element for a row of one', { instances: [{ ...row, age: 3 }] }],
    ['bytes', { instances: [{ ...row, age: { dtype: 'int32', b64: 'AAAAAA==' } }] }],
    ['bytes with a shape', { instances: [{ ...row, age: { dtype: 'int32', shape: [1], b64: 'AAAAAA==' } }] }],
    ['bytes of a string', { instances: [{ ...row, name: { b64: 'AAAA' } }] }],
    ['columns', { inputs: { age: [[3]], name: ['Ann'], ids: [[1, 2]] } }],
    ['no rows', { instances: [] }],
    ['both forms', { instances: [row], inputs: row }],
    ['neither', {}],
    ['an unknown field', { instances: [row], rows: [] }],
    ['an input too few', { instances: [{ age: [3] }] }],
    ['a fraction', { instances: [{ ...row, age: [3.5] }] }],
    ['a number beyond int32', { instances: [{ ...row, age: [2 ** 31] }] }],
    ['digits that are none', { instances: [{ ...row, ids: [1, 'two'] }] }],
    ['a list too short', { instances: [{ ...row, ids: [1] }] }],
    ['another dtype', { instances: [{ ...row, age: { dtype: 'int8', b64: 'AAAAAA==' } }] }],
  ])('holds to what the function takes: %s', (_, fields) => {
    const request = { model: 'churn', ...fields };
    expect(schemaOf('churn-3-request')(request)).toBe(isTaken(request));
  });

  it('takes images, and asks a version that is not the usual one by its number', () => {
    expect(schemaOf('flowers-2-request')({ model: 'flowers', instances: [{ b64: 'AAAA' }] })).toBe(true);
    expect(schemaOf('churn-1-request')({ model: 'churn', instances: [row] })).toBe(false);
    expect(schemaOf('churn-1-request')({ model: 'churn', version: 1, instances: [row] })).toBe(true);
  });
});

/** Returns the function's own reading of a request. */
function isTaken(request: object): boolean {
  try {
    const parsed = parseRequest(request);
    if (parsed.op !== 'predict') return false;
    decodeInputs(parsed.payload, churn.versions[0].signature);
    return true;
  } catch (error) {
    if (PilotlightError.isInstance(error)) return false;
    throw error;
  }
}

it('describes answers', () => {
  const timing = { loadMs: 0, queueMs: 0, inferenceMs: 1, cold: false, instanceId: 'i' };
  const answer = { model: 'flowers', version: 2, timing };
  const isAnswer = schemaOf('flowers-2-answer');
  expect(isAnswer({ ...answer, predictions: [[0.1, 0.9]] })).toBe(true);
  expect(isAnswer({ ...answer, predictions: [[0.1]] })).toBe(false);
  expect(isAnswer({ ...answer, top: [[{ index: 0, label: 'rose', score: 1 }]] })).toBe(true);
  expect(isAnswer({ ...answer, top: [[{ index: 0, label: 'oak', score: 1 }]] })).toBe(false);
  expect(
    schemaOf('churn-3-answer')({
      model: 'churn',
      version: 3,
      timing,
      predictions: [{ risk: 0.5, known: true }],
    }),
  ).toBe(true);
});
