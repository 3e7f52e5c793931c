import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeData } from './decode-data.ts';

const long = (value: unknown, type = 'Int64Value') => ({
  '@type': `type.googleapis.com/google.protobuf.${type}`,
  value,
});

const nested = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);

it.each([
  [long('42'), 42],
  [
    { version: long('2'), instances: [[long('-7'), 1]] },
    { version: 2, instances: [[-7, 1]] },
  ],
  [{ top: long('3', 'UInt64Value') }, { top: 3 }],
  [[long(5)], [5]],
  [{ inputs: [long('-9007199254740993')] }, { inputs: ['-9007199254740993'] }],
])('decodes numbers of iOS and Android: %j', (data, expected) => {
  expect(decodeData(data)).toEqual(expected);
});

it.each([
  [long('abc'), '@type'],
  [{ instances: [{ image: long('') }] }, 'instances[0].image.@type'],
  [{ version: long('1e3') }, 'version.@type'],
  [{ version: long(null) }, 'version.@type'],
  [{ a: { '@type': 'type.googleapis.com/google.protobuf.Any' } }, 'a.@type'],
  [{ a: [{ '@type': 7 }] }, 'a[0].@type'],
  [JSON.parse('{"__proto__":{"op":"describe"}}'), '__proto__'],
  [JSON.parse('{"inputs":[{"__proto__":1}]}'), 'inputs[0].__proto__'],
])('refuses %j, and names the field', (data, field) => {
  expect(() => decodeData(data)).toThrow(
    expect.objectContaining({ issue: expect.objectContaining({ field }) }),
  );
});

it('refuses data that is deeper than any tensor', () => {
  expect(decodeData(nested(64))).toEqual(nested(64));
  expect(() => decodeData(nested(65))).toThrow('at most 64 levels');
  expect(() => decodeData(nested(100_000))).toThrow('at most 64 levels');
});

it('shortens a caller’s field name in the message', () => {
  const data = { ['x'.repeat(10_000)]: { '@type': 'y' } };
  expect(() => decodeData(data)).toThrow(/^x{64}\.@type: expected an Int64Value/);
});

it('leaves everything else as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      if (text.includes('@type') || text.includes('__proto__')) return;
      expect(JSON.stringify(decodeData(JSON.parse(text)))).toBe(text);
    }),
  );
});
