import { TOUCHED } from './memory-coverage.ts';

/** An address and a length, in bytes. */
export type Extent = readonly [at: number, length: number];

/** Of a page of the system, what is on it is left out only as a whole. */
const PAGE = 4096;

const WORD = 4;

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
      const copies = packed.flatMap((weight) => findCopies(memory, weight).filter(isUnread));
      const scratch: Extent[] = [];
      for (let at = 0; at < length; at += PAGE) {
        if (!kept.subarray(at, at + PAGE).includes(1)) scratch.push([at, PAGE]);
      }
      return [...packed, ...copies, ...scratch];
    },
  };
}

/**
 * Where the same numbers of 32 bits lie once more in another order, the first one first: TensorFlow.js transposes a
 * convolution's filter before XNNPACK packs it, and keeps that. Small ones are not looked for.
 */
function findCopies(memory: Buffer, [from, length]: Extent): Extent[] {
  if (length < PAGE || from % WORD !== 0 || length % WORD !== 0) return [];
  const first = memory.subarray(from, from + WORD);
  const sorted = sortedWords(memory, from, length);
  const found: Extent[] = [];
  for (let at = memory.indexOf(first); at !== -1; at = memory.indexOf(first, at + 1)) {
    if (at === from || at % WORD !== 0 || at + length > memory.length) continue;
    if (!sortedWords(memory, at, length).equals(sorted)) continue;
    found.push([at, length]);
  }
  return found;
}

function sortedWords(memory: Buffer, at: number, length: number): Buffer {
  const words = new Uint32Array(length / WORD);
  const bytes = Buffer.from(words.buffer);
  memory.copy(bytes, 0, at, at + length);
  words.sort();
  return bytes;
}

/** A copy of a memory in which parts are filled with a value. */
export function fillExtents(memory: Buffer, extents: readonly Extent[], value: number): Buffer {
  const filled = Buffer.from(memory);
  for (const [at, length] of extents) filled.fill(value, at, at + length);
  return filled;
}
