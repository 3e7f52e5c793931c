import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  encodeEntry,
  encodeField,
  entriesOf,
  fieldsOf,
  joinBytes,
  messagesOf,
  stringOf,
} from './protobuf.ts';

it('reads what it wrote', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.integer({ min: 1, max: 1000 }),
          fc.oneof(fc.maxSafeInteger(), fc.uint8Array({ maxLength: 300 })),
        ),
      ),
      (fields) => {
        const message = joinBytes(fields.map(([number, value]) => encodeField(number, value)));
        const read = [...fieldsOf(message)];
        expect(read.map(({ number, value }) => [number, plain(value)])).toEqual(
          fields.map(([number, value]) => [number, plain(value)]),
        );
        expect(plain(joinBytes(read.map(({ raw }) => raw)))).toEqual(plain(message));
      },
    ),
  );
});

it('reads strings, maps, and past numbers of a fixed size', () => {
  const fixed = [
    Uint8Array.of((1 << 3) | 1, 1, 2, 3, 4, 5, 6, 7, 8),
    Uint8Array.of((1 << 3) | 5, 1, 2, 3, 4),
  ];
  const message = joinBytes([...fixed, encodeField(2, 'text'), encodeEntry(3, 'key', Uint8Array.of(9))]);
  expect(stringOf(message, 2)).toBe('text');
  expect(stringOf(message, 7)).toBe('');
  expect(entriesOf(message, 3).map(([key, value]) => [key, plain(value)])).toEqual([['key', [9]]]);
  expect(messagesOf(message, 1)).toHaveLength(2);
});

it.each([
  ['ends in a number', [0x08, 0x80]],
  ['ends in a field', [0x0a, 0x05, 0x01]],
  ['has a group', [0x0b]],
  ['has a number without an end', [0x08, ...Array.from({ length: 11 }, () => 0xff)]],
])('refuses a message that %s', (_what, bytes) => {
  expect(() => [...fieldsOf(Uint8Array.from(bytes))]).toThrow(RangeError);
});

function plain(value: number | Uint8Array): number | number[] {
  return typeof value === 'number' ? value : [...value];
}
