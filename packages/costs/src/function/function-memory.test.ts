import fc from 'fast-check';
import { expect, it } from 'vitest';
import { functionMemory } from './function-memory.ts';

const model = (name: string, processMiB: number, peakMiB: number) => ({
  name,
  manifest: { measured: { processMiB, peakMiB, coldStartMs: 100 } },
});

it.each([
  ['nothing', [], '256MiB', 1, '(100 platform) x 1.25 = 125 MiB'],
  [
    'a small model',
    [model('digits', 50, 100)],
    '256MiB',
    1,
    '(100 platform + 50 digits (measured)) x 1.25 = 188 MiB',
  ],
  [
    'a larger one beside it',
    [model('digits', 50, 100), model('net', 50, 200)],
    '512MiB',
    1,
    expect.stringContaining('375 MiB'),
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
  expect(functionMemory(models)).toEqual({ option, vcpus, arithmetic });
});

it('says by what arithmetic models do not fit', () => {
  expect(() => functionMemory([model('giant', 50, 40_050)])).toThrow(
    'these models do not fit into a function: (100 platform + 40000 giant (measured)) x 1.25 = 50125 MiB',
  );
});

const mebibytes = (models: Parameters<typeof functionMemory>[0]) => {
  const { option } = functionMemory(models);
  return Number.parseInt(option, 10) * (option.endsWith('GiB') ? 1024 : 1);
};

it('gives no less for a model more', () => {
  const peaks = fc.array(fc.integer({ min: 51, max: 3000 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(peaks, (all) => {
      const models = all.map((peak) => model('any', 50, peak));
      expect(mebibytes(models)).toBeGreaterThanOrEqual(mebibytes(models.slice(1)));
    }),
  );
});
