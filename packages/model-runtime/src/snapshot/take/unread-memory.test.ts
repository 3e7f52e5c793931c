import { expect, it } from 'vitest';
import { TOUCHED } from './memory-coverage.ts';
import { createCoverage, fillExtents } from './unread-memory.ts';

const PAGE = 4096;

function coverageOf(...runs: ((touched: Buffer) => void)[]) {
  const coverage = createCoverage(4 * PAGE);
  for (const run of runs) {
    const touched = Buffer.alloc(4 * PAGE);
    run(touched);
    coverage.add(touched);
  }
  return coverage;
}

it('leaves out weights that no run reads, and no others', () => {
  const coverage = coverageOf(
    (touched) => touched.fill(TOUCHED.read, 100, 101),
    (touched) => touched.fill(TOUCHED.read, 299, 300),
  );
  const weights = [
    [0, 100],
    [100, 100],
    [200, 100],
    [300, 100],
  ] as const;
  expect(coverage.unread(Buffer.alloc(4 * PAGE), weights)).toEqual([weights[0], weights[3]]);
});

it('leaves out copies of such weights in another order, unless a run reads them', () => {
  const memory = Buffer.alloc(6 * PAGE);
  const words = new Uint32Array(memory.buffer, memory.byteOffset, memory.length / 4);
  const weights = Array.from({ length: PAGE / 4 }, (_, at) => 1000 + at);
  const [first = 0, ...others] = weights;
  words.set(weights, 0);
  words.set([first, ...others.toReversed()], 1100);
  words.set([first, ...others.toReversed()], 2200);
  words.set([first, ...others.with(3, 7)], 3300);
  const coverage = createCoverage(memory.length);
  const touched = Buffer.alloc(memory.length);
  touched[2200 * 4 + 9] = TOUCHED.read;
  coverage.add(touched);
  const packed = [0, PAGE] as const;
  expect(coverage.unread(memory, [packed])).toEqual([packed, [1100 * 4, PAGE]]);
});

it('finds copies of weights that begin with a zero, as nearly all of memory does', () => {
  const memory = Buffer.alloc(8 * 1024 * 1024);
  const words = new Uint32Array(memory.buffer, memory.byteOffset, memory.length / 4);
  const weights = Array.from({ length: 32 * 1024 }, (_, at) => at % 9);
  words.set(weights, 1024);
  words.set(
    weights.toSorted((a, b) => a - b),
    1_000_000,
  );
  const coverage = createCoverage(memory.length);
  coverage.add(Buffer.alloc(memory.length));
  const packed = [4096, 4 * weights.length] as const;
  const begun = performance.now();
  expect(coverage.unread(memory, [packed])).toEqual([packed, [4_000_000, packed[1]]]);
  // Comparing the numbers wherever the first one occurs takes hours.
  expect(performance.now() - begun).toBeLessThan(20_000);
});

it('leaves out pages that every run writes before it reads them', () => {
  const page = (touched: Buffer, at: number) => touched.subarray(at * PAGE, (at + 1) * PAGE);
  const coverage = coverageOf(
    (touched) => {
      touched.fill(TOUCHED.written);
      page(touched, 3)[7] = TOUCHED.read;
    },
    (touched) => {
      touched.fill(TOUCHED.written);
      // Bytes that one run does not touch may be read in another.
      page(touched, 1)[4095] = 0;
    },
  );
  expect(coverage.unread(Buffer.alloc(4 * PAGE), [])).toEqual([
    [0, PAGE],
    [2 * PAGE, PAGE],
  ]);
});

it('fills a copy, not the memory itself', () => {
  const memory = Buffer.from('abcdef');
  expect(fillExtents(memory, [[1, 2]], 0x2d).toString()).toBe('a--def');
  expect(memory.toString()).toBe('abcdef');
});
