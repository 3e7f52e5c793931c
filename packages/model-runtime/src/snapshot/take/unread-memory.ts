import { PAGE } from '../../store/page-runs.ts';
import { TOUCHED } from './memory-coverage.ts';

/** An address and a length, in bytes. */
export type Extent = readonly [at: number, length: number];

const WORD = 4;

const LAST_BITS = 0xffff;

/**
 * Collects over several runs the bytes that any run reads before it writes them, and those that every run writes first.
 */
export interface Coverage {
  /** @param touched the marks of a run, from memory-coverage.ts. */
  add(touched: Buffer): void;
  /**
   * Returns the parts of the memory at the beginning of a run that the run does not need:
   *
   * - weights that no run has read a byte of, since they were packed when the model was loaded;
   * - copies of these weights in another order, if no run has read them either;
   * - pages that every run writes before it reads them.
   *
   * Other bytes that no run has read may be for other inputs, such as a table of a function's values. They stay.
   *
   * @param memory the memory before a run.
   */
  unread(memory: Buffer, weights: readonly Extent[]): Extent[];
}

/** @param length the length of the memory, in bytes. */
export function createCoverage(length: number): Coverage {
  /** 1 for a byte that a run has read first. */
  const read = Buffer.alloc(length);
  /** 1 for a byte that a run has not written first. */
  const kept = Buffer.alloc(length);
  return {
    add(touched) {
      for (let at = 0; at < length; at++) {
        const mark = touched[at];
        if (mark === TOUCHED.written) continue;
        kept[at] = 1;
        if (mark === TOUCHED.read) read[at] = 1;
      }
    },
    unread(memory, weights) {
      const isUnread = ([at, size]: Extent) => !read.subarray(at, at + size).includes(1);
      const packed = weights.filter(isUnread);
      const copies = findCopies(memory, packed, isUnread);
      const scratch: Extent[] = [];
      for (let at = 0; at < length; at += PAGE) {
        if (!kept.subarray(at, at + PAGE).includes(1)) scratch.push([at, PAGE]);
      }
      return [...packed, ...copies, ...scratch];
    },
  };
}

/**
 * Weights to find copies of: their place and length in words, their sum, and the first word where another copy may begin.
 */
interface Sought {
  start: number;
  count: number;
  sum: number;
  sorted: () => Uint32Array;
  free: number;
}

/**
 * Finds copies of weights: the same 32-bit numbers in another order, with the same number first. TensorFlow.js transposes
 * a convolution's filter before XNNPACK packs it, and keeps the transposed copy. Copies of small weights are not looked
 * for.
 *
 * The first number is often 0, in weights that were pruned or are small whole numbers. Then nearly all of memory begins
 * like a copy. So the numbers are compared only where their sum is that of the weights, which running sums give at once.
 * There are some hundreds of weights, so one pass through memory looks for all of them.
 */
function findCopies(
  memory: Buffer,
  weights: readonly Extent[],
  isUnread: (extent: Extent) => boolean,
): Extent[] {
  const words = new Uint32Array(memory.length / WORD);
  memory.copy(Buffer.from(words.buffer));
  const sums = runningSums(words);
  const sumOf = (at: number, count: number) => ((sums[at + count] ?? 0) - (sums[at] ?? 0)) >>> 0;
  const sortedAt = (at: number, count: number) => words.slice(at, at + count).toSorted();

  const sought = new Map<number, Sought[]>();
  /**
   * 1 if any weights begin with a number that ends in these bits. It saves a look into the map for each word of memory.
   */
  const mayBegin = new Uint8Array(LAST_BITS + 1);
  for (const [from, length] of weights) {
    if (length < PAGE || from % WORD !== 0 || length % WORD !== 0) continue;
    const [start, count] = [from / WORD, length / WORD];
    let sorted: Uint32Array | undefined;
    const one = {
      start,
      count,
      sum: sumOf(start, count),
      sorted: () => (sorted ??= sortedAt(start, count)),
      free: 0,
    };
    const first = words[start] ?? 0;
    mayBegin[first & LAST_BITS] = 1;
    sought.set(first, [...(sought.get(first) ?? []), one]);
  }

  const found: Extent[] = [];
  for (let at = 0; at < words.length; at++) {
    const first = words[at] ?? 0;
    if (mayBegin[first & LAST_BITS] === 0) continue;
    for (const one of sought.get(first) ?? []) {
      const { start, count, sum, sorted, free } = one;
      if (at === start || at < free || at + count > words.length || sumOf(at, count) !== sum) continue;
      const copy = [at * WORD, count * WORD] as const;
      const expected = sorted();
      if (!sortedAt(at, count).every((word, index) => word === expected[index]) || !isUnread(copy)) continue;
      found.push(copy);
      one.free = at + count;
    }
  }
  return found;
}

/**
 * Returns for each place the sum of hashes of all words before it, modulo 2^32. Differences of two sums are still right.
 */
function runningSums(words: Uint32Array): Uint32Array {
  const sums = new Uint32Array(words.length + 1);
  for (const [at, word] of words.entries()) {
    const mixed = Math.imul(word ^ (word >>> 16), 0x9e3779b1);
    sums[at + 1] = (sums[at] ?? 0) + Math.imul(mixed ^ (mixed >>> 15), 0x85ebca77);
  }
  return sums;
}

/** Returns a copy of a memory in which parts are filled with a value. */
export function fillExtents(memory: Buffer, extents: readonly Extent[], value: number): Buffer {
  const filled = Buffer.from(memory);
  for (const [at, length] of extents) filled.fill(value, at, at + length);
  return filled;
}
