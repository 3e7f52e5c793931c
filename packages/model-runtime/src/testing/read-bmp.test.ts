import { expect, it } from 'vitest';
import { readBmp } from './read-bmp.ts';

/** Four pixels by two, each byte a different number, in the order of the file. */
function bmp(): Buffer {
  const file = Buffer.alloc(54 + 24);
  file.write('BM');
  file.writeUInt32LE(54, 10);
  file.writeInt32LE(4, 18);
  file.writeInt32LE(2, 22);
  file.writeUInt16LE(24, 28);
  for (let at = 0; at < 24; at++) file.writeUInt8(at, 54 + at);
  return file;
}

it('reads the top row first and red first', () => {
  const { width, height, pixels } = readBmp(bmp());
  expect([width, height]).toEqual([4, 2]);
  expect([...pixels].slice(0, 6)).toEqual([14, 13, 12, 17, 16, 15]);
  expect([...pixels].slice(12, 15)).toEqual([2, 1, 0]);
});

it('treats a negative height as the top row first', () => {
  const upright = bmp();
  upright.writeInt32LE(-2, 22);
  const { height, pixels } = readBmp(upright);
  expect(height).toBe(2);
  expect([...pixels].slice(0, 3)).toEqual([2, 1, 0]);
});

it('leaves out the bytes that pad a row to a multiple of four', () => {
  const narrow = bmp();
  narrow.writeInt32LE(3, 18);
  expect([...readBmp(narrow).pixels]).toEqual([
    14, 13, 12, 17, 16, 15, 20, 19, 18, 2, 1, 0, 5, 4, 3, 8, 7, 6,
  ]);
});

it('refuses files that it cannot read', () => {
  const compressed = bmp();
  compressed.writeUInt32LE(1, 30);
  expect(() => readBmp(compressed)).toThrow(TypeError);
});
