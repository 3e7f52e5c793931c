import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PRECISIONS } from './precision.ts';
import { canStore, restoreValues, roundingOf, storeValues } from './store-values.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/quantized');
const BYTES: Record<string, number> = { float32: 4, int32: 4, bool: 1, float16: 2, uint16: 2, uint8: 1 };

interface Entry {
  name: string;
  shape: number[];
  dtype: string;
  quantization?: { dtype: string };
}

/** Returns the converter's output: each weight's entry and bytes, by name. */
async function readConverted(precision: string): Promise<Map<string, { entry: Entry; bytes: Buffer }>> {
  const [group]: { paths: string[]; weights: Entry[] }[] = JSON.parse(
    await readFile(join(FIXTURES, precision, 'weights_manifest.json'), 'utf8'),
  );
  const content = await readFile(join(FIXTURES, precision, group?.paths[0] ?? ''));
  let offset = 0;
  return new Map(
    (group?.weights ?? []).map((entry) => {
      const count = entry.shape.reduce((product, size) => product * size, 1);
      const length = count * (BYTES[entry.quantization?.dtype ?? entry.dtype] ?? 0);
      const bytes = content.subarray(offset, offset + length);
      offset += length;
      return [entry.name, { entry, bytes }];
    }),
  );
}

function positiveZero(quantization: object = {}): object {
  return Object.fromEntries(
    Object.entries(quantization).map(([key, value]) => [key, value === 0 ? 0 : value]),
  );
}

describe.each(PRECISIONS)('%s', (precision) => {
  it('writes the same bytes as the TensorFlow.js converter', async () => {
    const originals = await readConverted('float32');
    const converted = await readConverted(precision);
    let compared = 0;
    for (const [name, { entry, bytes: floats }] of originals) {
      if (entry.dtype !== 'float32') continue;
      const stored = storeValues(new Float32Array(Uint8Array.from(floats).buffer), precision);
      const expected = converted.get(name);
      // JSON of JavaScript has no -0, which Python writes if a range begins with zero.
      const quantization: unknown = JSON.parse(JSON.stringify(stored.quantization));
      const bytes = Buffer.from(stored.bytes);
      expect({ name, quantization, bytes }).toEqual({
        name,
        quantization: positiveZero(expected?.entry.quantization),
        bytes: expected?.bytes,
      });
      compared += 1;
    }
    expect(compared).toBe(15);
  });

  it('has an error of half a step at most, and keeps zero', () => {
    const floats = fc.float32Array({ minLength: 1, noNaN: true, min: -1000, max: 1000 });
    fc.assert(
      fc.property(floats, (values) => {
        const restored = restoreValues(storeValues(values, precision));
        expect(values.map(roundingOf(values, precision))).toEqual(restored);
        const low = Math.min(...values);
        const high = Math.max(...values);
        const levels = { float16: 2 ** 11, uint16: 2 ** 16 - 1, uint8: 2 ** 8 - 1 }[precision];
        const largest = Math.max(-low, high);
        const step = precision === 'float16' ? (2 * largest) / levels : (high - low) / levels;
        // Half a step of rounding, half a step by which the range is shifted, and the rounding of float32 itself.
        const most = step * 1.001 + largest * 1e-6 + 6e-8;
        for (const [at, value] of values.entries()) {
          expect(Math.abs((restored[at] ?? NaN) - value)).toBeLessThanOrEqual(most);
          if (value === 0 && low !== high)
            expect(Math.abs(restored[at] ?? NaN)).toBeLessThanOrEqual(step * 1e-6);
        }
      }),
    );
  });
});

it('detects values that cannot be stored', () => {
  expect(canStore(Float32Array.of(1, 65505), 'float16')).toBe(false);
  expect(canStore(Float32Array.of(1, 65504), 'float16')).toBe(true);
  expect(canStore(Float32Array.of(1, 65505), 'uint8')).toBe(true);
  expect(canStore(Float32Array.of(1, -Infinity), 'uint16')).toBe(false);
  expect(canStore(new Float32Array(), 'uint8')).toBe(false);
});
