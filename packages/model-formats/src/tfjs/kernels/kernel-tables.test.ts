import { beforeAll, describe, expect, it } from 'vitest';
import { deriveKernelTables } from './derive-kernel-tables.ts';
import tables from './kernel-tables.json' with { type: 'json' };

/** `npm run generate` in this package makes them anew. */
describe('kernel-tables.json', () => {
  let derived: Awaited<ReturnType<typeof deriveKernelTables>>;
  beforeAll(async () => {
    derived = await deriveKernelTables();
  });

  it.each(['ops', 'layers', 'activations'] as const)(
    'holds the %s of the installed TensorFlow.js',
    (table) => {
      expect(tables[table]).toEqual(derived[table]);
    },
  );

  it('holds the kernels that the wasm backend registers', () => {
    expect(tables.backends.wasm).toEqual(derived.backends.wasm);
  });

  it('holds the kernels of tfjs-node, if that is installed', ({ skip }) => {
    if (!derived.backends['tfjs-node']) skip('@tensorflow/tfjs-node is not installed');
    expect(tables.backends['tfjs-node']).toEqual(derived.backends['tfjs-node']);
  });
});
