import fc from 'fast-check';
import { expect, it } from 'vitest';
import { InvalidRequestError } from '../errors/invalid-request-error.ts';
import { PilotlightError } from '../errors/pilotlight-error.ts';
import { parseRequest } from './request.ts';

function issueOf(data: unknown) {
  try {
    parseRequest(data);
  } catch (error) {
    if (InvalidRequestError.isInstance(error)) return error.issue;
    throw error;
  }
  return undefined;
}

it('reads a predict request and fills in what TensorFlow Serving would', () => {
  expect(parseRequest({ model: 'digits', instances: [1] })).toEqual({
    op: 'predict',
    model: 'digits',
    version: undefined,
    signature: 'serving_default',
    raw: false,
    top: undefined,
    payload: { form: 'instances', rows: [1] },
  });
});

it('treats null as a missing field, because the client SDKs send undefined as null', () => {
  expect(
    parseRequest({ model: null, version: null, signature: null, instances: null, inputs: [1] }),
  ).toMatchObject({
    op: 'predict',
    payload: { form: 'inputs', columns: [1] },
  });
});

it.each([
  ['not an object', 'hello', 'request', 'an object with `instances` or `inputs`', 'a string of 5 characters'],
  ['null', null, 'request', 'an object with `instances` or `inputs`', 'null'],
  ['a bare list', [1, 2], 'request', 'an object with `instances` or `inputs`', 'an array of 2'],
  ['neither form', { model: 'digits' }, 'instances', '`instances` or `inputs`', 'neither'],
  ['both forms', { instances: [1], inputs: [1] }, 'inputs', 'either `instances` or `inputs`', 'both'],
  ['no row', { instances: [] }, 'instances', 'at least one row', 'none'],
  ['rows that are not a list', { instances: { 0: 1 } }, 'instances', 'a list of rows', 'an object'],
  [
    'an unknown field',
    { instances: [1], modle: 'x' },
    'modle',
    'one of the fields op, model, version, label, signature, raw, top, instances, inputs, search, after',
    'an unknown field',
  ],
  [
    'a version by number and by label',
    { version: 1, label: 'stable', instances: [1] },
    'label',
    'either `version` or `label`',
    'both',
  ],
  [
    'a version in words',
    { version: 'one', instances: [1] },
    'version',
    'a number',
    'a string of 3 characters',
  ],
  ['a broken version', { version: 1.5, instances: [1] }, 'version', 'a whole number', 'the number 1.5'],
  ['version 0', { version: 0, instances: [1] }, 'version', 'a version from 1 up', 'the number 0'],
  [
    'tensors with describe',
    { op: 'describe', inputs: 1 },
    'inputs',
    "nothing when op is 'describe'",
    'a value',
  ],
])('names the field of %s', (_, data, field, expected, received) => {
  expect(issueOf(data)).toEqual({ field, expected, received });
});

it('names an operation that does not exist', () => {
  expect(issueOf({ op: 'delete' })).toMatchObject({
    field: 'op',
    expected: expect.stringContaining('"warm"'),
  });
});

it.each(['../../etc/passwd', '__proto__', 'Digits', 'a/b', '', 'a'.repeat(64), 'digits\n'])(
  'refuses a model name that could be a path or a prototype: %j',
  (model) => {
    expect(issueOf({ model, instances: [1] })).toMatchObject({ field: 'model' });
  },
);

it('refuses the 10,001st row as too large, not as malformed', () => {
  expect(() => parseRequest({ instances: Array.from({ length: 10_001 }, () => 0) })).toThrow(
    expect.objectContaining({ reason: 'REQUEST_TOO_LARGE', message: expect.stringContaining('10001') }),
  );
});

it('returns a request or throws an error of the protocol for any value', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withTypedArray: true }), (data) => {
      try {
        parseRequest(data);
      } catch (error) {
        expect(PilotlightError.isInstance(error)).toBe(true);
      }
    }),
  );
});

it("does not repeat a caller's value: the log and the answer stay small and private", () => {
  const secret = 'correct horse battery staple';
  expect(JSON.stringify(issueOf({ model: secret, instances: [1] }))).not.toContain(secret);
});

it('takes a page only for a describe request', () => {
  expect(parseRequest({ op: 'describe', search: 'shop', after: 'shop-9' })).toEqual({
    op: 'describe',
    model: undefined,
    version: undefined,
    search: 'shop',
    after: 'shop-9',
  });
  expect(() => parseRequest({ op: 'describe', search: 'x'.repeat(64) })).toThrow('at most 63 characters');
  for (const request of [
    { op: 'warm', after: 'a' },
    { instances: [1], search: 'a' },
  ])
    expect(() => parseRequest(request)).toThrow(InvalidRequestError);
});
