import { TOUCHED } from './memory-coverage.ts';

/** An address and a length, in bytes. */
export type Extent = readonly [at: number, length: number];

/** Of a page of the system, what is on it is left out only as a whole. */
const PAGE = 4096;

const WORD = 4;

const LAST_BITS = 0xffff;

/** Gathers from several runs which bytes each of them reads before it writes them, and which all of them write first. */
export interface Coverage {
  /** @param touched as memory-coverage.ts gives it. */
  add(touched: Buffer): void;
  /**
   * Says what a run does not need of the memory that it begins with: weights of which no run has read a byte, as they
   * were packed when the model was loaded, and copies of them in another order, of which none has either; and pages that
   * every run writes before it reads any of it. Whatever else was not read may be for other inputs, such as a table of a
   * function's values, and stays.
   *
   * @param memory as it is before a run.
   */
  unread(memory: Buffer, weights: readonly Extent[]): Extent[];
}

/** @param length of the memory, in bytes. */
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

/** Of weights whose copies are looked for: where they are, in words, their sum, and from where on there may be another copy. */
interface Sought {
  start: number;
  count: number;
  sum: number;
  sorted: () => Uint32Array;
  free: number;
}

/**
 * Finds where the same numbers of 32 bits lie once more in another order, the first one first: TensorFlow.js transposes a
 * convolution's filter before XNNPACK packs it, and keeps that. Small ones are not looked for.
 *
 * The first number may be 0, as it often is in weights that were pruned or are small whole numbers, and then nearly all of
 * memory begins like a copy. So only where the sum is that of the weights too, which running sums tell at once, are the
 * numbers themselves compared. Memory is gone through once, for all weights: there are some hundreds of them.
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
  /** Whether any weights begin with a number of these last bits: a map would be asked for each word of memory. */
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

/** Sums of a hash of all words before each place. Modulo 2^32, so that a difference of two is right all the same. */
function runningSums(words: Uint32Array): Uint32Array {
  const sums = new Uint32Array(words.length + 1);
  for (const [at, word] of words.entries()) {
    const mixed = Math.imul(word ^ (word >>> 16), 0x9e3779b1);
    sums[at + 1] = (sums[at] ?? 0) + Math.imul(mixed ^ (mixed >>> 15), 0x85ebca77);
  }
  return sums;
}

/** A copy of a memory in which parts are filled with a value. */
export function fillExtents(memory: Buffer, extents: readonly Extent[], value: number): Buffer {
  const filled = Buffer.from(memory);
  for (const [at, length] of extents) filled.fill(value, at, at + length);
  return filled;
}
