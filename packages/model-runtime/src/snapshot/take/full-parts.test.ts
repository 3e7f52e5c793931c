import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fullParts } from './full-parts.ts';

const BLOCK = 4096;

it('leaves out only empty parts, in order and by whole blocks', () => {
  const touched = fc.array(fc.tuple(fc.nat(64 * BLOCK - 1), fc.integer({ min: 1, max: 255 })));
  fc.assert(
    fc.property(touched, (bytes) => {
      const memory = Buffer.alloc(64 * BLOCK);
      for (const [at, value] of bytes) memory[at] = value;
      const restored = Buffer.alloc(memory.length);
      let end = -1;
      for (const [at, length] of fullParts(memory)) {
        expect([at % BLOCK, length % BLOCK, at > end]).toEqual([0, 0, true]);
        memory.copy(restored, at, at, at + length);
        end = at + length;
      }
      expect(restored.equals(memory)).toBe(true);
    }),
  );
});

it('leaves out all empty blocks, also between parts', () => {
  const memory = Buffer.alloc(64 * BLOCK);
  expect(fullParts(memory)).toEqual([]);
  for (const block of [1, 2, 4, 40]) memory[block * BLOCK] = 1;
  expect(fullParts(memory)).toEqual([
    [BLOCK, 2 * BLOCK],
    [4 * BLOCK, BLOCK],
    [40 * BLOCK, BLOCK],
  ]);
});
