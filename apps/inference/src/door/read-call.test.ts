import { MAX_REQUEST_BYTES } from '@pilotlight/protocol';
import type { Request } from 'firebase-functions/https';
import { expect, it } from 'vitest';
import { readCall } from './read-call.ts';

const request = (changed: object): Request =>
  Object.assign(Object.create(null), {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    rawBody: Buffer.alloc(10),
    body: { data: { op: 'warm' } },
    ...changed,
  });

it.each([
  ['a call of an SDK', {}, { op: 'warm' }],
  ['null', { body: { data: null } }, null],
  ['a body without its bytes', { rawBody: undefined }, { op: 'warm' }],
])('reads %s', (_, changed, data) => {
  expect(readCall(request(changed))).toEqual(data);
});

it.each([
  ['another method', { method: 'PUT' }, 'expected a POST, received a PUT'],
  ['another type', { headers: { 'content-type': 'text/plain' } }, 'expected JSON'],
  ['no type', { headers: {} }, 'expected JSON'],
  ['no body', { body: undefined }, 'an object with only `data`, received another body'],
  ['a list', { body: [1] }, 'received another body'],
  ['another field', { body: { event: 'warm-up run' } }, 'received another body'],
  [
    'a request outside `data`',
    { body: { instances: [[1]], secret: 1 } },
    'received another body. The request goes into `data`: { "data": { "instances": … } }',
  ],
  ['a bare list of rows', { body: [[1]] }, '{ "data": { "instances": … } }'],
  ['one more field', { body: { data: 1, event: 'warm-up run' } }, 'received more'],
  ['a prototype', { body: JSON.parse('{"data":1,"__proto__":{}}') }, 'received more'],
  ['an inherited field', { body: Object.create({ data: 1 }) }, 'received another body'],
])('refuses %s', (_, changed, message) => {
  expect(() => readCall(request(changed))).toThrow(message);
});

it('refuses a body that is too large', () => {
  const rawBody = { length: MAX_REQUEST_BYTES + 1 };
  expect(() => readCall(request({ rawBody }))).toThrow(
    expect.objectContaining({
      reason: 'REQUEST_TOO_LARGE',
      issue: expect.objectContaining({ field: 'request' }),
    }),
  );
});
