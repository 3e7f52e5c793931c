const BLOCK = 4096;

/** Empty memory between two parts that is cheaper to read than to begin a new part. */
const GAP = 8 * BLOCK;

/** The parts of a memory that are not empty: addresses and lengths in bytes, in multiples of a page of the system. */
export function fullParts(memory: Buffer): [at: number, length: number][] {
  const empty = Buffer.alloc(BLOCK);
  const parts: [at: number, length: number][] = [];
  for (let at = 0; at < memory.length; at += BLOCK) {
    if (memory.subarray(at, at + BLOCK).equals(empty)) continue;
    const last = parts.at(-1);
    if (last && at - (last[0] + last[1]) <= GAP) last[1] = at + BLOCK - last[0];
    else parts.push([at, BLOCK]);
  }
  return parts;
}
