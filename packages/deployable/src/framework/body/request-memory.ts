import { MemoryPool } from './memory-pool.ts';
import type { RequestBounds } from './request-bounds.ts';

/** A body of up to this many bytes is read without waiting for longer ones. */
const SMALL_BODY_BYTES = 64 * 1024;
const SMALL_BODIES_BYTES = 1024 * 1024;

/** A request that takes up to this much goes ahead of larger ones. */
const SMALL_WORK_BYTES = 512 * 1024;
const SMALL_WORKS_BYTES = 2 * 1024 * 1024;

/** No request takes more, however large the function is: V8 makes some 200 MB of objects a second. */
const LARGEST_WORK_BYTES = 256 * 1024 * 1024;

/**
 * So many larger ones are made into values ahead of their turn. Predictions have the processor one at a time, so more
 * would only wait, in three times the memory that they have as bytes: then V8 has to collect after every few of them.
 */
const LARGE_WORKS = 8;

/** What is less than this is collected as V8 sees fit. */
const COUNTED_BYTES = 64 * 1024;

/** Less than this part of the memory is not worth a collection, which takes V8 some 10 ms. */
const GARBAGE_SHARE = 8;

/** The part of the memory that bodies have while they come, where the longest needs no more. */
const RECEIVED_SHARE = 4;

/**
 * A body of base64 takes so many times its bytes: as it came, as text, as a string of that text, and three quarters as
 * what it stands for. The rest is for what is between the strings.
 */
const BYTES_PER_BODY_BYTE = 4;

/** Memory for the requests in flight, which together are given no more than the bounds say. */
export interface RequestMemory {
  /** The longest body. */
  maxBodyBytes: number;
  /** Lends memory for a body as it comes; it is freed when it is given back. */
  received: MemoryPool;
  /** Lends memory for what a body is made into. Asked of last, by those who ask for nothing more, so that all get on. */
  worked: MemoryPool;
  /** Takes note of memory that is not lent, and that nobody uses any longer. */
  waste: (bytes: number) => void;
}

/** Divides memory into what bodies may take and what may be made of them. */
export function createRequestMemory({
  memoryBytes,
  maxBodyBytes: wantedBytes,
}: RequestBounds): RequestMemory {
  const largeBytes = memoryBytes - SMALL_BODIES_BYTES - SMALL_WORKS_BYTES;
  const maxBodyBytes = Math.min(wantedBytes, Math.floor(largeBytes / BYTES_PER_BODY_BYTE));
  const receivedBytes = Math.max(maxBodyBytes, memoryBytes / RECEIVED_SHARE) + SMALL_BODIES_BYTES;
  const workedBytes = memoryBytes - receivedBytes;

  // It is used up until V8 has collected it.
  let garbageBytes = 0;
  const waste = (bytes: number) => {
    if (bytes >= COUNTED_BYTES) garbageBytes += bytes;
  };
  const onLend = (bytes: number) => {
    const isFull = received.usedBytes + worked.usedBytes + garbageBytes + bytes > memoryBytes;
    if (!isFull || garbageBytes < memoryBytes / GARBAGE_SHARE) return;
    globalThis.gc?.();
    garbageBytes = 0;
  };
  const received = new MemoryPool({
    bytes: receivedBytes,
    reserveBytes: SMALL_BODIES_BYTES,
    smallBytes: SMALL_BODY_BYTES,
    onLend,
  });
  const worked = new MemoryPool({
    bytes: workedBytes,
    reserveBytes: SMALL_WORKS_BYTES,
    smallBytes: SMALL_WORK_BYTES,
    largestBytes: LARGEST_WORK_BYTES,
    mostLarge: LARGE_WORKS,
    onLend,
    onReturn: waste,
  });
  return { maxBodyBytes, received, worked, waste };
}
