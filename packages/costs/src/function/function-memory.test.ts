import fc from 'fast-check';
import { expect, it } from 'vitest';
import { functionMemory } from './function-memory.ts';

/** A model that takes 10 MiB more while it loads than it holds afterward. */
const model = (name: string, processMiB: number, peakMiB: number) => ({
  name,
  manifest: { measured: { processMiB, peakMiB, coldStartMs: 100 } },
  heldMiB: Math.max(1, peakMiB - processMiB - 10),
});

it.each([
  ['nothing', [], '256MiB', 1, '80 platform + 176 requests, 16 at a time = 256 MiB'],
  [
    'a small model',
    [model('digits', 50, 100)],
    '256MiB',
    1,
    '80 platform + 10 loading one + 40 model + 126 requests, 16 at a time = 256 MiB',
  ],
  [
    'a small and a larger model',
    [model('digits', 50, 100), model('net', 50, 200)],
    '512MiB',
    1,
    expect.stringContaining('80 platform + 10 loading one + 180 all 2 models + 242 requests'),
  ],
  [
    'a model without measurements',
    [{ name: 'net', manifest: {}, heldMiB: 300 }],
    '512MiB',
    1,
    expect.stringContaining('not measured'),
  ],
  [
    'a model with a memory size in its manifest',
    [{ name: 'net', manifest: { memoryMiB: 3000 }, heldMiB: 10 }],
    '4GiB',
    1,
    expect.stringContaining('3000 requested'),
  ],
  [
    'a model with more memory than one processor may have',
    [{ name: 'net', manifest: { memoryMiB: 9000 }, heldMiB: 10 }],
    '16GiB',
    4,
    expect.stringContaining('9000 requested'),
  ],
])('fits %s', (_, models, option, vcpus, arithmetic) => {
  expect(functionMemory(models)).toMatchObject({ option, vcpus, arithmetic });
});

it('shows the sum when models do not fit', () => {
  expect(() => functionMemory([model('giant', 50, 40_050)])).toThrow(
    'these models do not fit into a function: 80 platform + 10 loading one + 39990 model = 40080 MiB',
  );
});

const mebibytes = (models: Parameters<typeof functionMemory>[0]) => {
  const { option } = functionMemory(models);
  return Number.parseInt(option, 10) * (option.endsWith('GiB') ? 1024 : 1);
};

const manifest = (engine: 'litert' | 'wasm') => ({ ...model('any', 50, 130).manifest, engine });

it('counts an engine once for all its models', () => {
  const models = (['wasm', 'litert', 'wasm'] as const).map((engine, n) => ({
    name: `net-${n}`,
    manifest: manifest(engine),
    heldMiB: 20,
  }));
  expect(functionMemory(models).arithmetic).toContain(
    '80 platform + 46 wasm + 64 litert + 14 loading one + 60 all 3 models + ',
  );
});

// Measured by `pilotlight add` of fixtures: cnn, lstm and embedding of the converter, conv and dense of the runtime.
it('needs no more than 512 MiB for seven small models on two engines, three of them SavedModels', () => {
  const measured = [
    ['wasm', 66.5, 115.6, 0.3],
    ['wasm', 48.6, 94.2, 1.1],
    ['wasm', 48.6, 89.4, 0.2],
    ['litert', 48.6, 95.4, 4.9],
    ['litert', 48.5, 96.3, 4.4],
    ['wasm', 48.5, 92.4, 0.2],
    ['wasm', 48.6, 91.3, 0.4],
  ] as const;
  const seven = measured.map(([engine, processMiB, peakMiB, heldMiB], n) => ({
    name: `net-${n}`,
    manifest: { ...model('any', processMiB, peakMiB).manifest, engine },
    heldMiB,
  }));
  expect(functionMemory(seven)).toMatchObject({
    option: '512MiB',
    arithmetic: expect.stringContaining(
      '80 platform + 46 wasm + 64 litert + 3 loading one + 12 all 7 models + ',
    ),
  });
});

const thousand = Array.from({ length: 1000 }, (_, n) => ({
  name: `net-${n}`,
  manifest: manifest('wasm'),
  heldMiB: 1,
}));

it('does not grow with the number of models', () => {
  expect(functionMemory(thousand)).toMatchObject({ option: '1GiB', budgetMiB: 512 });
  expect(functionMemory(thousand, { budgetMiB: 64 })).toMatchObject({
    option: '512MiB',
    budgetMiB: 64,
    arithmetic: expect.stringContaining('64 of models, about 64 of 1000 at a time'),
  });
});

it('refuses a budget that is too small for a model', () => {
  const models = [...thousand, { ...model('net', 50, 360) }];
  expect(() => functionMemory(models, { budgetMiB: 299 })).toThrow(
    "models may hold 299 MiB together, but need 300: all of it by 'net' alone",
  );
  const pinned = ['net-1', 'net-2'];
  expect(() => functionMemory(models, { budgetMiB: 301, pinned })).toThrow(
    "but need 302: 2 by pinned models, and the rest by 'net' alone",
  );
  expect(functionMemory(models, { budgetMiB: 302, pinned }).budgetMiB).toBe(302);
  expect(() => functionMemory(models, { pinned: ['net-1', 'nte'] })).toThrow(
    'PREDICT_PINNED names nte, and no such model is served',
  );
  expect(functionMemory([...thousand, model('giant', 50, 760)]).budgetMiB).toBe(700);
});

it.each([
  ['256MiB', model('net', 50, 120), 33, 57],
  ['512MiB', model('net', 50, 200), 99, 141],
  ['1GiB', model('net', 50, 500), 248, 144],
])('leaves room for one image at a time in %s', (option, one, bodiesMiB, imageMiB) => {
  const models = [{ ...one, manifest: { ...one.manifest, preprocessing: {} } }];
  expect(functionMemory(models)).toMatchObject({ option, bodiesMiB, imageMiB });
});

it('gives at least the requested memory, leaves room for requests, and never exceeds the size', () => {
  const peaks = fc.array(fc.integer({ min: 51, max: 3000 }), { maxLength: 5 });
  fc.assert(
    fc.property(peaks, fc.boolean(), (all, takesImages) => {
      const models = all.map((peak) => model('any', 50, peak));
      if (takesImages) Object.assign(models[0]?.manifest ?? {}, { preprocessing: {} });
      const { bodiesMiB, imageMiB } = functionMemory(models);
      const needed = 80 + Math.max(0, ...all.map((peak) => peak - 50));
      expect(bodiesMiB).toBeGreaterThanOrEqual(18);
      expect(needed + 1.4 * bodiesMiB + imageMiB).toBeLessThanOrEqual(mebibytes(models));
    }),
  );
});

it('gives no less memory for one more model', () => {
  const peaks = fc.array(fc.integer({ min: 51, max: 3000 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(peaks, (all) => {
      const models = all.map((peak) => model('any', 50, peak));
      expect(mebibytes(models)).toBeGreaterThanOrEqual(mebibytes(models.slice(1)));
    }),
  );
});
