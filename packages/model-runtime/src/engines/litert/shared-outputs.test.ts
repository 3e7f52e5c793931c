import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { separateOutputs } from './shared-outputs.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures');
const THROUGH = await readFile(join(FIXTURES, 'tflite/shared/through.tflite'));

it('does not change a file that shares nothing', async () => {
  expect(separateOutputs(await readFile(join(FIXTURES, 'dense/float.tflite')))).toBeUndefined();
});

it('removes each shared output once, and returns its source', () => {
  const separate = separateOutputs(THROUGH);
  expect(separate?.shared).toEqual(new Map([[0, [{ name: 'same', from: { input: 'x' } }]]]));
  expect(separateOutputs(separate?.file ?? THROUGH)).toBeUndefined();
});

it('ends with a file or a RangeError, for any changed bytes', () => {
  const changes = fc.array(fc.tuple(fc.nat(THROUGH.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(changes, (all) => {
      const file = Uint8Array.from(THROUGH);
      for (const [at, value] of all) file[at] = value;
      try {
        const { length } = separateOutputs(file)?.file ?? file;
        expect(length).toBe(THROUGH.length);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
    { numRuns: 2000 },
  );
});
