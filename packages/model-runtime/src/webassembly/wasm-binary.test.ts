import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TEST_MODULE } from '../snapshot/take/testing/module.ts';
import {
  createReader,
  encodeNumber,
  encodeSigned,
  instructionsAt,
  readCount,
  readSections,
  readSized,
  writeSections,
  writeSized,
} from './wasm-binary.ts';

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));

it('writes numbers as LEB128, and reads them back with what follows them', () => {
  expect(encodeNumber(624_485)).toEqual([0xe5, 0x8e, 0x26]); // the standard's own example
  fc.assert(
    fc.property(fc.nat(2 ** 32 - 1), bytes, (count, rest) => {
      expect(readCount(Buffer.from([...encodeNumber(count), ...rest]))).toEqual({ count, rest });
    }),
  );
});

it('writes constants that WebAssembly reads as they are, also if their highest bit is a sign', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 31 - 1), (value) => {
      const encoded = encodeSigned(value);
      // The standard's own rule: seven bits each, the last one's sign is the number's.
      const decoded = encoded.reduce(
        (sum, byte, at) => sum + BigInt(byte & 0x7f) * (1n << BigInt(7 * at)),
        0n,
      );
      expect(BigInt.asIntN(7 * encoded.length, decoded)).toBe(BigInt(value));
      expect(createReader(Uint8Array.from(encoded)).signed()).toBe(value);
    }),
  );
});

it('reads constants with their sign', () => {
  // The standard's own example, and the limits.
  expect(createReader(Uint8Array.of(0xc0, 0xbb, 0x78)).signed()).toBe(-123_456);
  expect(createReader(Uint8Array.of(0x7f)).signed()).toBe(-1);
  expect(createReader(Uint8Array.of(0x80, 0x80, 0x80, 0x80, 0x78)).signed()).toBe(-(2 ** 31));
});

it('splits a module and joins it again', () => {
  const section = fc.record({ id: fc.nat(12), content: bytes });
  fc.assert(
    fc.property(fc.array(section), (sections) => {
      expect(readSections(writeSections(sections))).toEqual(sections);
    }),
  );
  expect(Buffer.from(writeSections(readSections(TEST_MODULE)))).toEqual(Buffer.from(TEST_MODULE));
});

it('splits a list of items and joins it again', () => {
  fc.assert(
    fc.property(fc.array(bytes), (items) => {
      expect(readSized(writeSized(items))).toEqual(items);
    }),
  );
});

it('finds where instructions begin, with any variables', () => {
  const groups = fc.array(fc.tuple(fc.nat(2 ** 32 - 1), fc.constantFrom(0x7f, 0x7e, 0x7d, 0x7b)));
  fc.assert(
    fc.property(groups, bytes, (variables, instructions) => {
      const head = [
        ...encodeNumber(variables.length),
        ...variables.flatMap(([count, type]) => [...encodeNumber(count), type]),
      ];
      expect(instructionsAt(Uint8Array.of(...head, ...instructions))).toBe(head.length);
    }),
  );
});

it('reports that a module that was cut short ends too soon, and never reports a section that is not there', () => {
  const whole = readSections(TEST_MODULE);
  for (let length = 8; length < TEST_MODULE.length; length++) {
    const cut = TEST_MODULE.subarray(0, length);
    try {
      const sections = readSections(cut);
      expect(sections).toEqual(whole.slice(0, sections.length));
    } catch (error) {
      expect(error).toEqual(new RangeError('the WebAssembly module ends too soon'));
    }
  }
  expect(() => readSized(Uint8Array.of(2, 1, 7))).toThrow('ends too soon');
  expect(() => readCount(Uint8Array.of(0x80, 0x80))).toThrow('ends too soon');
});
