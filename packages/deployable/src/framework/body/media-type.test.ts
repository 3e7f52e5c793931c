import { expect, it } from 'vitest';
import { readMediaType } from './media-type.ts';

it.each([
  ['application/json', 'application/json', undefined],
  ['Application/JSON; Charset=UTF-8', 'application/json', 'utf-8'],
  ['text/plain;charset="iso-8859-1"', 'text/plain', 'iso-8859-1'],
  ['application/cloudevents+json ; a=b;charset = utf-8', 'application/cloudevents+json', 'utf-8'],
  ['application/json;', 'application/json', undefined],
])('reads %s', (header, type, charset) => {
  expect(readMediaType(header)).toEqual({ type, charset });
});

it.each([undefined, '', 'json', 'a/b/c', '/json', 'application/', 'app lication/json'])(
  'finds no media type in %s',
  (header) => {
    expect(readMediaType(header)).toBeUndefined();
  },
);
