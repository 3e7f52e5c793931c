/** An element of a tensor in a request; an int64 beyond 2^53 is a string of digits. */
export type Element = number | boolean | string;

/** A tensor as nested arrays, or a bare element for a scalar. */
export type Nested = Element | readonly Nested[];

/** Returns the number of elements of a shape. */
export function countOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Converts elements in row-major order to nested arrays of a shape. */
export function nest(elements: readonly Element[], shape: readonly number[]): Nested {
  const [size, ...rest] = shape;
  if (size === undefined) return elements[0] ?? 0;
  const step = countOf(rest);
  return Array.from({ length: size }, (_, at) => nest(elements.slice(at * step, (at + 1) * step), rest));
}

/** Returns the elements of nested arrays in row-major order, and their shape, from the first of each level. */
export function flatten(nested: unknown): { shape: number[]; elements: unknown[] } {
  const shape: number[] = [];
  for (let level = nested; Array.isArray(level); level = level[0]) shape.push(level.length);
  return { shape, elements: Array.isArray(nested) ? nested.flat(shape.length - 1) : [nested] };
}

/** Formats a shape for people. */
export function formatShape(shape: readonly number[]): string {
  return shape.map((size) => (size === -1 ? 'any' : size)).join(' × ');
}
