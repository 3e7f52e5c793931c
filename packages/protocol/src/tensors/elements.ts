import type { DType, Elements } from './dtype.ts';

/** An element as its tensor's array holds it. */
export type Element = number | bigint | Uint8Array;

/** Puts an element where it belongs; it must be of the array's dtype. */
export function setElement(target: Elements[DType], at: number, element: Element): void {
  const elements: Record<number, Element> = target;
  elements[at] = element;
}

/** Copies elements into an array of the same dtype, from `offset` on. */
export function copyElements(source: Elements[DType], target: Elements[DType], offset: number): void {
  if (isNumeric(source) && isNumeric(target)) target.set(source, offset);
  else for (const [at, element] of source.entries()) setElement(target, offset + at, element);
}

/** The elements from `from` up to `to`, without a copy where that can be. */
export function sliceElements(data: Elements[DType], from: number, to: number): Elements[DType] {
  return Array.isArray(data) ? data.slice(from, to) : data.subarray(from, to);
}

/** Arrays that copy each other's elements at once; of other kinds each element is copied for itself. */
function isNumeric(data: Elements[DType]): data is Float32Array | Int32Array | Uint8Array | Int8Array {
  return !Array.isArray(data) && !(data instanceof BigInt64Array);
}
