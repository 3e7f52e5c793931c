import { expect, it } from 'vitest';
import { campaigns, run } from './campaign.ts';
import { isProper } from './storm.ts';

// The worst inputs of `npm run hostile`, which sends all of them to functions of every size.

const MEMORY_MIB = 256;
const WORST: Readonly<Record<string, readonly string[]>> = {
  digits: [
    '15 MB of `[],`, by gzip',
    '8 MB of `[],`',
    '2 MB of `{},`',
    '1 MB of `{"1000":0},`',
    '30 MB of digits',
    '16 MB of base64',
    '4,000 levels',
  ],
  pictures: [
    '12 megapixels, a PNG, RGBA',
    '12 megapixels, a JPEG',
    '12 megapixels, a progressive JPEG',
    '2,000 rows',
  ],
};

// A process's memory is read from `/proc`.
it.skipIf(process.platform !== 'linux').each(campaigns())(
  `a function of ${MEMORY_MIB} MiB that serves $name answers everybody, 16 at a time`,
  async ({ inputs, ...campaign }) => {
    const worst = WORST[campaign.name] ?? [];
    const sent = inputs.filter(({ name }) => worst.includes(name));
    expect(sent).toHaveLength(worst.length);
    const { outcomes, goodCalls, peakMiB } = await run(
      { ...campaign, inputs: sent },
      { memoryMiB: MEMORY_MIB, times: 16 },
    );
    expect(outcomes.filter((outcome) => !isProper(outcome))).toEqual([]);
    expect(goodCalls.wrong).toEqual([]);
    expect(goodCalls.ms.length).toBeGreaterThan(5);
    expect(peakMiB).toBeLessThan(MEMORY_MIB);
  },
  120_000,
);
