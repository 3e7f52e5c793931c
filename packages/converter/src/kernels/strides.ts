/** Returns the distance of neighbors in each dimension, in row-major order. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides: number[] = [];
  let stride = 1;
  for (const size of shape.toReversed()) {
    strides.unshift(stride);
    stride *= size;
  }
  return strides;
}

/** Returns the strides of a tensor that is broadcast to a larger shape: 0 for repeated dimensions. */
export function broadcastStrides(shape: readonly number[], to: readonly number[]): number[] {
  const strides = stridesOf(shape);
  const missing = to.length - shape.length;
  return to.map((_, axis) =>
    axis < missing || shape[axis - missing] === 1 ? 0 : (strides[axis - missing] ?? 0),
  );
}

/**
 * Calls `visit` with the offsets of each element of `shape` under two strides, in row-major order. Makes no object for an
 * element: a model has millions.
 */
export function forEachOffset(
  shape: readonly number[],
  [one, other]: readonly [readonly number[], readonly number[]],
  visit: (one: number, other: number, at: number) => void,
): void {
  const count = shape.reduce((a, b) => a * b, 1);
  const place = shape.map(() => 0);
  let first = 0;
  let second = 0;
  for (let at = 0; at < count; at++) {
    visit(first, second, at);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const size = shape[axis] ?? 1;
      const next = (place[axis] ?? 0) + 1;
      const steps = next < size ? 1 : 1 - size;
      first += steps * (one[axis] ?? 0);
      second += steps * (other[axis] ?? 0);
      place[axis] = next < size ? next : 0;
      if (next < size) break;
    }
  }
}
