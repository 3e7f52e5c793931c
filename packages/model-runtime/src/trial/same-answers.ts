import type { NamedTensors } from '@pilotlight/protocol/tensors';

/** Larger than the effect of the order of a parallel sum. */
const TOLERANCE = 1e-4;

/** True if a model gave the same answers twice, except for the order of sums. */
export function sameAnswers(some: NamedTensors, others: NamedTensors): boolean {
  return Object.entries(some).every(([name, { data }]) => {
    const other = others[name]?.data;
    if (other?.length !== data.length) return false;
    if (Array.isArray(data))
      return data.every((bytes, at) => {
        const second = other[at];
        return second instanceof Uint8Array && Buffer.compare(bytes, second) === 0;
      });
    let largest = 0;
    for (const element of data)
      if (Number.isFinite(Number(element))) largest = Math.max(largest, Math.abs(Number(element)));
    for (let at = 0; at < data.length; at++) {
      const [first, second] = [Number(data[at]), Number(other[at])];
      if (!Object.is(first, second) && !(Math.abs(first - second) <= TOLERANCE * largest)) return false;
    }
    return true;
  });
}
