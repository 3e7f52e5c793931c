import fc from 'fast-check';
import { expect, it } from 'vitest';
import { byteCount, joinRows, rowCount, splitRows } from './split-rows.ts';

it('cuts rows into parts within the limit, which join to the original rows', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 400 }),
      (rows, width, maxBytes) => {
        const tensors = {
          a: {
            dtype: 'float32',
            shape: [rows, width],
            data: Float32Array.from({ length: rows * width }, (_, n) => n),
          },
          b: { dtype: 'bool', shape: [rows], data: Uint8Array.from({ length: rows }, (_, n) => n % 2) },
        } as const;
        const parts = splitRows(tensors, maxBytes);
        expect(joinRows(parts)).toEqual(tensors);
        for (const part of parts) expect(byteCount(part) <= maxBytes || rowCount(part) === 1).toBe(true);
      },
    ),
  );
});
