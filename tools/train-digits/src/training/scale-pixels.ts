/**
 * Scales a digit's pixels into the network's range.
 *
 * @param source bytes, 0 to 255.
 *
 * @param target the same number of floats, 0 to 1.
 */
export function scalePixels({ source, target }: { source: Uint8Array; target: Float32Array }): void {
  for (const [place, value] of source.entries()) {
    target[place] = value / 255;
  }
}
