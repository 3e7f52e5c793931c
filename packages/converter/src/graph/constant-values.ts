import type { Constant } from './constant.ts';
import type { Value } from './graph-node.ts';

/** Returns what a `Const` holds; undefined of any other node. */
export function constantOf(value: Value | undefined): Constant | undefined {
  return value?.node.constant;
}

/**
 * Returns the elements of a constant of whole numbers, such as an axis or a shape; undefined where the value is none, or
 * holds numbers that are not exact in JavaScript.
 */
export function wholeNumbers(value: Value | undefined): number[] | undefined {
  const constant = constantOf(value);
  if (!constant || !/^u?int/.test(constant.dtype) || !ArrayBuffer.isView(constant.data)) return undefined;
  const numbers = Array.from<number | bigint, number>(constant.data, Number);
  return numbers.every(Number.isSafeInteger) ? numbers : undefined;
}

/** Returns the one whole number that a constant holds; undefined where it is none. */
export function wholeNumber(value: Value | undefined): number | undefined {
  const numbers = wholeNumbers(value);
  return numbers?.length === 1 ? numbers[0] : undefined;
}
