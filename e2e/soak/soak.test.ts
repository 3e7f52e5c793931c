import { expect, it } from 'vitest';
import { growthOf } from './flatness.ts';
import { soak, type SoakSample } from './soak.ts';

// A short `npm run soak`: long enough to show a leak per call in descriptors and answers. Memory is flat only after
// some thousands of calls, when V8 has compiled what they run.
it.skipIf(process.platform !== 'linux')(
  'three models repeat their answers, and hold no more descriptors',
  async () => {
    const { samples, wrong } = await soak(1000);
    expect(wrong).toEqual([]);
    expect(samples.at(-1)?.predictions).toBe(1000);
    expect(growthOf(samples).filter((grown) => grown.startsWith('descriptors'))).toEqual([]);
  },
);

const sample = (residentMiB: number, descriptors: number): SoakSample => ({
  predictions: 1,
  seconds: 1,
  residentMiB,
  descriptors,
});

it('distinguishes growth from fluctuation', () => {
  expect(growthOf([sample(100, 20), sample(90, 22), sample(105, 25), sample(80, 20)])).toEqual([]);
  expect(growthOf([sample(100, 20), sample(100, 20), sample(112, 20), sample(125, 40)])).toEqual([
    'memory grew from 100 to 125 MiB',
    'descriptors grew from 20 to 40',
  ]);
});
