/**
 * Puts a digit into the range that the network takes.
 *
 * @param source bytes, 0 to 255.
 * @param target as many floats, 0 to 1.
 */
export function scalePixels({ source, target }: { source: Uint8Array; target: Float32Array }): void {
  for (const [place, value] of source.entries()) {
    target[place] = value / 255;
  }
}
