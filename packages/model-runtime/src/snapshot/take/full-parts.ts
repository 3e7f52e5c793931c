import { PAGE } from '../../store/page-runs.ts';

/**
 * Returns the parts of a memory that are not empty: addresses and lengths in bytes, in multiples of a page of the system.
 */
export function fullParts(memory: Buffer): [at: number, length: number][] {
  const empty = Buffer.alloc(PAGE);
  const parts: [at: number, length: number][] = [];
  for (let at = 0; at < memory.length; at += PAGE) {
    if (memory.subarray(at, at + PAGE).equals(empty)) continue;
    const last = parts.at(-1);
    if (last && at === last[0] + last[1]) last[1] += PAGE;
    else parts.push([at, PAGE]);
  }
  return parts;
}
