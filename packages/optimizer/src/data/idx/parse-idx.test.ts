import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidIdxError } from './invalid-idx-error.ts';
import { parseIdx } from './parse-idx.ts';

function idxBytes({ shape, data }: { shape: number[]; data: Uint8Array }): Uint8Array {
  const header = new DataView(new ArrayBuffer(4 + 4 * shape.length));
  header.setUint32(0, 0x0800 + shape.length);
  for (const [axis, length] of shape.entries()) {
    header.setUint32(4 + 4 * axis, length);
  }
  return Uint8Array.from([...new Uint8Array(header.buffer), ...data]);
}

const arrays = fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 4 }).chain((shape) => {
  const length = shape.reduce((product, size) => product * size, 1);
  return fc.record({
    shape: fc.constant(shape),
    data: fc.uint8Array({ minLength: length, maxLength: length }),
  });
});

describe('parseIdx', () => {
  it('reads written bytes at any memory offset', () => {
    fc.assert(
      fc.property(arrays, fc.nat({ max: 9 }), (array, offset) => {
        const bytes = idxBytes(array);
        const moved = new Uint8Array(offset + bytes.length).subarray(offset);
        moved.set(bytes);
        expect(parseIdx({ bytes: moved, axes: array.shape.length })).toEqual(array);
      }),
    );
  });

  it('refuses a file that ends too early, at any byte', () => {
    fc.assert(
      fc.property(arrays, fc.nat(), (array, cut) => {
        const bytes = idxBytes(array);
        const truncated = bytes.subarray(0, cut % bytes.length);
        expect(() => parseIdx({ bytes: truncated, axes: array.shape.length })).toThrow(InvalidIdxError);
      }),
    );
  });

  it('refuses a file with bytes after its end', () => {
    fc.assert(
      fc.property(arrays, fc.uint8Array({ minLength: 1, maxLength: 5 }), (array, rest) => {
        const bytes = Uint8Array.from([...idxBytes(array), ...rest]);
        expect(() => parseIdx({ bytes, axes: array.shape.length })).toThrow(InvalidIdxError);
      }),
    );
  });

  it('refuses every other magic number', () => {
    fc.assert(
      fc.property(arrays, fc.integer({ min: 0, max: 0xffffffff }), (array, magic) => {
        const axes = array.shape.length;
        fc.pre(magic !== 0x0800 + axes);
        const bytes = idxBytes(array);
        new DataView(bytes.buffer).setUint32(0, magic);
        expect(() => parseIdx({ bytes, axes })).toThrow(InvalidIdxError);
      }),
    );
  });

  it('refuses counts that do not fit the length', () => {
    fc.assert(
      fc.property(arrays, fc.integer({ min: 1, max: 0xffffffff }), (array, more) => {
        const length = array.shape[0] ?? 0;
        fc.pre(array.data.length > 0 && length + more <= 0xffffffff);
        const bytes = idxBytes(array);
        new DataView(bytes.buffer).setUint32(4, length + more);
        expect(() => parseIdx({ bytes, axes: array.shape.length })).toThrow(InvalidIdxError);
      }),
    );
  });

  it('names the expected and the found bytes', () => {
    expect(() => parseIdx({ bytes: new Uint8Array(3), axes: 3 })).toThrow(
      'An IDX file of 3 axes has a header of 16 bytes; this one ends after 3.',
    );
    const labels = idxBytes({ shape: [2], data: Uint8Array.of(5, 0) });
    expect(() => parseIdx({ bytes: Uint8Array.from([...labels, ...new Uint8Array(9)]), axes: 3 })).toThrow(
      'starts with 0x00000803; this one starts with 0x00000801',
    );
  });
});
