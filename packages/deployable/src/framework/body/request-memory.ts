import { MemoryPool } from './memory-pool.ts';
import type { RequestBounds } from './request-bounds.ts';

/** The longest body, in bytes, that is read without waiting for longer ones. */
const SMALL_BODY_BYTES = 64 * 1024;
const SMALL_BODIES_BYTES = 1024 * 1024;

/** The most memory, in bytes, of a request that passes larger ones. */
const SMALL_WORK_BYTES = 512 * 1024;
const SMALL_WORKS_BYTES = 2 * 1024 * 1024;

/** The most memory of any request, in a function of any size: V8 makes about 200 MB of objects a second. */
const LARGEST_WORK_BYTES = 256 * 1024 * 1024;

/**
 * The most large bodies that are parsed ahead of their turn. Predictions use the processor one at a time, so more would
 * only wait, in three times the memory of their bytes: then V8 would collect after every few of them.
 */
const LARGE_WORKS = 8;

/** Garbage below this size is left to V8's own collections. */
const COUNTED_BYTES = 64 * 1024;

/** The divisor of the memory below which a collection is not worth its 10 ms or so. */
const GARBAGE_SHARE = 8;

/** The divisor of the memory that holds bodies while they arrive, unless the longest body needs more. */
const RECEIVED_SHARE = 4;

/**
 * Memory for each byte of a base64 body: once as it arrived, once as text, once as a string of that text, three
 * quarters as the decoded bytes. The rest is for the JSON between the strings.
 */
const BYTES_PER_BODY_BYTE = 4;

/** Memory for the requests in flight, within the bounds. */
export interface RequestMemory {
  /** The longest body, in bytes. */
  maxBodyBytes: number;
  /** Lends memory for arriving bodies; it is freed when it is returned. */
  received: MemoryPool;
  /**
   * Lends memory for parsed bodies. It is borrowed last, by requests that borrow nothing more, so that all make
   * progress.
   */
  worked: MemoryPool;
  /** Records memory outside the pools that has become garbage. */
  waste: (bytes: number) => void;
}

/** Divides memory between arriving bodies and parsed ones. */
export function createRequestMemory({
  memoryBytes,
  maxBodyBytes: wantedBytes,
}: RequestBounds): RequestMemory {
  const largeBytes = memoryBytes - SMALL_BODIES_BYTES - SMALL_WORKS_BYTES;
  const maxBodyBytes = Math.min(wantedBytes, Math.floor(largeBytes / BYTES_PER_BODY_BYTE));
  const receivedBytes = Math.max(maxBodyBytes, memoryBytes / RECEIVED_SHARE) + SMALL_BODIES_BYTES;
  const workedBytes = memoryBytes - receivedBytes;

  // It counts as used until V8 has collected it.
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
