import type { Constant } from './constant.ts';
import type { Value } from './graph-node.ts';

/** Returns the constant of a `Const`; undefined for any other node. */
export function constantOf(value: Value | undefined): Constant | undefined {
  return value?.node.constant;
}

/**
 * Returns the elements of a constant of whole numbers, such as an axis or a shape; undefined if the value is not such a
 * constant, or has numbers that are not exact in JavaScript.
 */
export function wholeNumbers(value: Value | undefined): number[] | undefined {
  const constant = constantOf(value);
  if (!constant || !/^u?int/.test(constant.dtype) || !ArrayBuffer.isView(constant.data)) return undefined;
  const numbers = Array.from<number | bigint, number>(constant.data, Number);
  return numbers.every(Number.isSafeInteger) ? numbers : undefined;
}

/** Returns the whole number of a constant with one element; undefined for anything else. */
export function wholeNumber(value: Value | undefined): number | undefined {
  const numbers = wholeNumbers(value);
  return numbers?.length === 1 ? numbers[0] : undefined;
}
