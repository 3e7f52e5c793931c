/** Returns the magnitude with a given share of all values below it; these values become zero. */
export function magnitudeThreshold(parts: readonly Float32Array[], share: number): number {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part.map(Math.abs), offset);
    offset += part.length;
  }
  return all.toSorted()[Math.min(all.length - 1, Math.round(share * all.length))] ?? 0;
}
