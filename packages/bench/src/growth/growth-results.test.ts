import { expect, it } from 'vitest';
import type { Measured } from '../cold/interleave.ts';
import type { ChainContender } from './chain-contenders.ts';
import { growthMarkdown, growthResults } from './growth-results.ts';

const contender = (megabytes: number): ChainContender => ({
  id: `wasm-${megabytes}`,
  name: `wasm, ${megabytes} MB`,
  role: 'ours',
  engine: 'wasm',
  megabytes,
  start: () => Promise.reject(new Error('it is not started')),
  body: Buffer.alloc(0),
  isCorrect: () => true,
});

/** Starts that take 90 ms plus 2 ms per MB, and touch 5,000 pages plus 300 per MB. */
const starts = (megabytes: number, tells = true): Measured<ChainContender> => ({
  contender: contender(megabytes),
  starts: [1, 2, 3].map(() => ({
    firstAnswerMs: 90 + 2 * megabytes,
    secondAnswerMs: 1,
    tenthAnswerMs: 1,
    peakMiB: 50,
    touched: tells ? { minorFaults: 5000 + 300 * megabytes, readMB: 2 + megabytes } : undefined,
    firstAnswer: {},
  })),
});

const machine = [1, 5].map((megabytes) => ({
  megabytes,
  speeds: [{ reading: megabytes, copying: megabytes, digesting: megabytes, faultMicroseconds: 1 }],
}));

const results = (tells: boolean) =>
  growthResults({ runs: 3, processors: 1, cold: [1, 5].map((size) => starts(size, tells)), machine });

it('shows for each engine the pages touched per megabyte of weights, and the bytes read', () => {
  const { touched, engines } = results(true);
  expect(engines[0]?.line.slope).toBeCloseTo(2);
  expect(touched[0]).toMatchObject({
    name: 'wasm',
    points: [{ minorFaults: 5300 }, { minorFaults: 6500, readMB: 7 }],
  });
  expect(touched[0]?.line.slope).toBeCloseTo(300);
  expect(growthMarkdown(results(true))).toMatch(
    /pages touched and MB read, `wasm` +\| 5300 and 3\.0 +\| 6500 and 7\.0 +\| \*\*300\*\*/,
  );
});

it('leaves that out if the system does not report it', () => {
  expect(results(false).touched).toEqual([]);
  expect(growthMarkdown(results(false))).not.toContain('pages touched');
});
