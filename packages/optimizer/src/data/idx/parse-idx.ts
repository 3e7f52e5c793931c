import { InvalidIdxError } from './invalid-idx-error.ts';

const unsignedByte = 0x08;

/** An IDX file of unsigned bytes: `data` has one value for each element of `shape`, last axis fastest. */
export interface IdxArray {
  shape: number[];
  data: Uint8Array;
}

/**
 * Reads an (unpacked) IDX file of unsigned bytes: two zero bytes, the type, the number of axes, the length of each axis
 * as a big-endian uint32, then the values and nothing after them.
 *
 * @throws {InvalidIdxError} for all other bytes, such as one byte too many.
 */
export function parseIdx({ bytes, axes }: { bytes: Uint8Array; axes: number }): IdxArray {
  const headerLength = 4 + 4 * axes;
  if (bytes.length < headerLength) {
    throw new InvalidIdxError(
      `An IDX file of ${axes} axes has a header of ${headerLength} bytes; this one ends after ${bytes.length}.`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(0);
  const expectedMagic = (unsignedByte << 8) | axes;
  if (magic !== expectedMagic) {
    throw new InvalidIdxError(
      `An IDX file of unsigned bytes in ${axes} axes starts with ${hex(expectedMagic)}; this one starts with ${hex(magic)}.`,
    );
  }
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  const count = shape.reduce((product, length) => product * length, 1);
  const received = bytes.length - headerLength;
  if (received !== count) {
    throw new InvalidIdxError(
      `An IDX file of shape ${shape.join(' x ')} has ${count} values; this one has ${received}.`,
    );
  }
  return { shape, data: bytes.subarray(headerLength) };
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}
