type Shape = readonly number[] | undefined;

/** Returns the shape of two tensors combined element by element; undefined if it is not known. */
export function broadcastShapes(a: Shape, b: Shape): Shape {
  if (!a || !b) return undefined;
  const rank = Math.max(a.length, b.length);
  const sizeOf = (shape: readonly number[], at: number) => shape[at - rank + shape.length] ?? 1;
  return Array.from({ length: rank }, (_, at) => {
    const [one, other] = [sizeOf(a, at), sizeOf(b, at)];
    if (one === 1) return other;
    // An open size can only be 1 or the other size.
    if (one === -1) return other > 1 ? other : -1;
    return one;
  });
}
