import type { DType, Elements } from './dtype.ts';

/** An element of a tensor's array. */
export type Element = number | bigint | Uint8Array;

/** Sets one element, which must be of the array's dtype. */
export function setElement(target: Elements[DType], at: number, element: Element): void {
  const elements: Record<number, Element> = target;
  elements[at] = element;
}

/** Copies elements into an array of the same dtype, from `offset` on. */
export function copyElements(source: Elements[DType], target: Elements[DType], offset: number): void {
  if (isNumeric(source) && isNumeric(target)) target.set(source, offset);
  else for (const [at, element] of source.entries()) setElement(target, offset + at, element);
}

/** Returns the elements from `from` up to `to`, without a copy if the array is typed. */
export function sliceElements(data: Elements[DType], from: number, to: number): Elements[DType] {
  return Array.isArray(data) ? data.slice(from, to) : data.subarray(from, to);
}

/** True for arrays that `set` can copy at once; other kinds are copied element by element. */
function isNumeric(data: Elements[DType]): data is Float32Array | Int32Array | Uint8Array | Int8Array {
  return !Array.isArray(data) && !(data instanceof BigInt64Array);
}
