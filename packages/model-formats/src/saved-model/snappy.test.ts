import fc from 'fast-check';
import { compress } from 'snappyjs';
import { expect, it } from 'vitest';
import { uncompressSnappy } from './snappy.ts';

it('decompresses the output of another program', () => {
  const runs = fc.array(fc.tuple(fc.nat(255), fc.integer({ min: 1, max: 5000 })), { maxLength: 8 });
  fc.assert(
    fc.property(runs, fc.uint8Array({ maxLength: 200 }), (repeated, drawn) => {
      const bytes = Uint8Array.from([
        ...drawn,
        ...repeated.flatMap(([byte, count]) => Array<number>(count).fill(byte)),
      ]);
      expect(uncompressSnappy(compress(bytes), 1e6)).toEqual(bytes);
    }),
    { numRuns: 50 },
  );
});

it('ends for any input', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      try {
        expect(uncompressSnappy(bytes, 1000).length).toBeLessThanOrEqual(1000);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
  );
});

it('refuses more than it may make, and a literal of a length that some take for negative', () => {
  expect(() => uncompressSnappy(compress(new Uint8Array(5000)), 4999)).toThrow(RangeError);
  const literal = Uint8Array.of(10, 0xfc, 0xfa, 0xff, 0xff, 0xff);
  expect(() => uncompressSnappy(literal, 100)).toThrow(RangeError);
});
