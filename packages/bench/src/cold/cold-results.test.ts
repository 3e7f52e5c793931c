import { expect, it } from 'vitest';
import { BARE_NODE, HELLO_WORLD } from '../contenders/floors.ts';
import { coldMarkdown, coldResults, coldRows } from './cold-results.ts';
import type { ColdStart } from './measure-cold-start.ts';

const start = (firstAnswerMs: number, peakMiB?: number): ColdStart => ({
  firstAnswerMs,
  secondAnswerMs: 5,
  tenthAnswerMs: 4,
  peakMiB,
  touched: peakMiB === undefined ? undefined : { minorFaults: 100 * peakMiB, readMB: 2 },
  firstAnswer: null,
});

// The machine was busy in the second run, for both contenders.
const MEASURED = [
  { contender: { ...BARE_NODE, functionMiB: 256 }, starts: [start(50, 40), start(500, 41), start(60, 42)] },
  { contender: HELLO_WORLD, starts: [start(200), start(2000), start(200)] },
];

it('compares with the hello world of the same run', () => {
  const [bare, hello] = coldRows(MEASURED);
  expect(bare?.ratios).toEqual([0.25, 0.25, 0.3]);
  expect(bare?.ratio).toEqual({ min: 0.25, median: 0.25, max: 0.3 });
  expect(bare?.peakMiB?.median).toBe(41);
  expect(hello?.ratio).toEqual({ min: 1, median: 1, max: 1 });
  expect(hello?.peakMiB).toBeUndefined();
});

const MACHINE = { processors: 1, faultMicroseconds: 0.5 };

it('refuses to compare without the hello world', () => {
  expect(() => coldRows(MEASURED.slice(0, 1))).toThrow(RangeError);
});

it('lists skipped contenders below its table', () => {
  const markdown = coldMarkdown(coldResults(MEASURED, [{ name: 'a peer', why: 'it is not here' }], MACHINE));
  expect(markdown).toContain(
    '| 60 (50 to 500) | **0.25** (0.25 to 0.30) | 5.0 | 4.0 | 41 | 4100 | 2.0 | 256 |',
  );
  expect(markdown).toMatch(/unknown \| unknown \| unknown \| {2}\|\n\n- Skipped: a peer: it is not here$/);
});
