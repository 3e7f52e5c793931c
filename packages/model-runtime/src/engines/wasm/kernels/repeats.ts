/** True if a tensor of one shape, repeated, lies along the last dimensions of another. */
export function repeats(shape: readonly number[], within: readonly number[]): boolean {
  const first = shape.findIndex((size) => size !== 1);
  const whole = first === -1 ? [] : shape.slice(first);
  return whole.length <= within.length && whole.every((size, at) => size === within.at(at - whole.length));
}
