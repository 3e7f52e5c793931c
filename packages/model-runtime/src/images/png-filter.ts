/** Undoes the filter of one row in place; `above` is the row above it, already restored. Returns false for an unknown filter. */
export function unfilter(row: Uint8Array, above: Uint8Array, filter: number, step: number): boolean {
  switch (filter) {
    case 0:
      return true;
    case 1:
      for (let at = step; at < row.length; at++) row[at] = byte(row, at) + byte(row, at - step);
      return true;
    case 2:
      for (let at = 0; at < row.length; at++) row[at] = byte(row, at) + byte(above, at);
      return true;
    case 3:
      for (let at = 0; at < row.length; at++) {
        row[at] = byte(row, at) + ((byte(row, at - step) + byte(above, at)) >> 1);
      }
      return true;
    case 4:
      for (let at = 0; at < row.length; at++) {
        row[at] = byte(row, at) + paeth(byte(row, at - step), byte(above, at), byte(above, at - step));
      }
      return true;
    default:
      return false;
  }
}

/** Bytes to the left of the first pixel count as zero. */
function byte(row: Uint8Array, at: number): number {
  return at < 0 ? 0 : (row[at] ?? 0);
}

/** Returns the neighbor that is nearest to the linear prediction from all three. */
function paeth(left: number, above: number, corner: number): number {
  const toLeft = Math.abs(above - corner);
  const toAbove = Math.abs(left - corner);
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
