import fc from 'fast-check';
import { expect, it } from 'vitest';
import { functionMemory } from './function-memory.ts';

const model = (name: string, processMiB: number, peakMiB: number) => ({
  name,
  manifest: { measured: { processMiB, peakMiB, coldStartMs: 100 } },
});

it.each([
  ['nothing', [], '256MiB', 1, '80 platform + 176 requests, 16 at a time = 256 MiB'],
  [
    'a small model',
    [model('digits', 50, 100)],
    '256MiB',
    1,
    '80 platform + 50 digits (measured) + 126 requests, 16 at a time = 256 MiB',
  ],
  [
    'a larger one beside it',
    [model('digits', 50, 100), model('net', 50, 200)],
    '512MiB',
    1,
    expect.stringContaining('80 platform + 50 digits (measured) + 150 net (measured) + 232 requests'),
  ],
  [
    'one that nobody measured',
    [{ name: 'net', manifest: {} }],
    '512MiB',
    1,
    expect.stringContaining('not measured'),
  ],
  [
    'one whose owner knows better',
    [{ name: 'net', manifest: { memoryMiB: 3000 } }],
    '4GiB',
    1,
    expect.stringContaining('3000 asked for'),
  ],
  [
    'one that one processor may not have the memory for',
    [{ name: 'net', manifest: { memoryMiB: 9000 } }],
    '16GiB',
    4,
    expect.stringContaining('9000 asked for'),
  ],
])('fits %s', (_, models, option, vcpus, arithmetic) => {
  expect(functionMemory(models)).toMatchObject({ option, vcpus, arithmetic });
});

it('says by what arithmetic models do not fit', () => {
  expect(() => functionMemory([model('giant', 50, 40_050)])).toThrow(
    'these models do not fit into a function: 80 platform + 40000 giant (measured) = 40080 MiB',
  );
});

const mebibytes = (models: Parameters<typeof functionMemory>[0]) => {
  const { option } = functionMemory(models);
  return Number.parseInt(option, 10) * (option.endsWith('GiB') ? 1024 : 1);
};

it('counts an engine once for all its models', () => {
  const models = (['wasm', 'litert', 'wasm'] as const).map((engine, n) => ({
    name: `net-${n}`,
    manifest: { ...model('any', 50, 130).manifest, engine },
  }));
  expect(functionMemory(models).arithmetic).toContain(
    '80 net-0 (measured) + 80 net-1 (measured) + 34 net-2 (measured, less wasm)',
  );
});

it.each([
  ['256MiB', model('net', 50, 120), 33, 57],
  ['512MiB', model('net', 50, 200), 99, 141],
  ['1GiB', model('net', 50, 500), 248, 144],
])('leaves room for one image at a time in %s', (option, { name, manifest }, bodiesMiB, imageMiB) => {
  const models = [{ name, manifest: { ...manifest, preprocessing: {} } }];
  expect(functionMemory(models)).toMatchObject({ option, bodiesMiB, imageMiB });
});

it('gives what is asked for and what is left for requests, and no more than there is', () => {
  const peaks = fc.array(fc.integer({ min: 51, max: 3000 }), { maxLength: 5 });
  fc.assert(
    fc.property(peaks, fc.boolean(), (all, takesImages) => {
      const models = all.map((peak) => model('any', 50, peak));
      if (takesImages) Object.assign(models[0]?.manifest ?? {}, { preprocessing: {} });
      const { bodiesMiB, imageMiB } = functionMemory(models);
      const needed = all.reduce((sum, peak) => sum + peak - 50, 80);
      expect(bodiesMiB).toBeGreaterThanOrEqual(18);
      expect(needed + 1.4 * bodiesMiB + imageMiB).toBeLessThanOrEqual(mebibytes(models));
    }),
  );
});

it('gives no less for a model more', () => {
  const peaks = fc.array(fc.integer({ min: 51, max: 3000 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(peaks, (all) => {
      const models = all.map((peak) => model('any', 50, peak));
      expect(mebibytes(models)).toBeGreaterThanOrEqual(mebibytes(models.slice(1)));
    }),
  );
});
