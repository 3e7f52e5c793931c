import { elementCount } from '@pilotlight/protocol/tensors';
import { LeftToEngineError } from './left-to-engine-error.ts';
import type { TailDType } from './snapshot-tail.ts';

export interface TailTensor {
  readonly dtype: TailDType;
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array | Uint8Array;
}

/** The most elements that a tensor may have: a tail runs on what is left of a picture, not on its pixels. */
const MOST = 2 ** 26;

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

/** The engine answers a request that a tail does not run as TensorFlow does, or not at all. */
export function unless(condition: boolean, why: string): asserts condition {
  if (!condition) throw new LeftToEngineError(`after its snapshot, ${why}`);
}

/** Makes a tensor of zeros. */
export function zeros(dtype: TailDType, shape: readonly number[]): TailTensor {
  const isShape = shape.every((size) => Number.isSafeInteger(size) && size >= 0);
  const count = elementCount(shape);
  unless(isShape && count <= MOST, `a tensor would have the shape [${shape.join()}]`);
  return { dtype, shape, data: new ARRAYS[dtype](count) };
}

/** Makes a tensor of integers. */
export function integers(values: readonly number[], shape: readonly number[] = [values.length]): TailTensor {
  return { dtype: 'int32', shape, data: Int32Array.from(values) };
}

/** Returns the same elements in another shape. */
export function withShape({ dtype, data }: TailTensor, shape: readonly number[]): TailTensor {
  unless(elementCount(shape) === data.length, `${data.length} elements do not fill [${shape.join()}]`);
  return { dtype, shape, data };
}

/** Returns the integers of a tensor such as a shape. */
export function numbersOf({ dtype, data }: TailTensor): number[] {
  unless(dtype === 'int32', 'a list of integers is of another dtype');
  return [...data];
}

/** Returns the only element of a tensor. */
export function numberOf({ data }: TailTensor): number {
  const [value] = data;
  unless(value !== undefined && data.length === 1, `a tensor of ${data.length} elements is no number`);
  return value;
}

/** Returns the distance between neighbors along each dimension, in elements. */
export function stepsOf(shape: readonly number[]): number[] {
  return shape.map((_, axis) => elementCount(shape.slice(axis + 1)));
}

/** Returns an axis that may be counted from the end. */
export function axisOf(axis: number, rank: number): number {
  unless(Number.isInteger(axis) && axis >= -rank && axis < rank, `there is no axis ${axis} of ${rank}`);
  return axis < 0 ? axis + rank : axis;
}

/** Returns each place of a grid in row-major order, if it starts at `offset` and has these steps along its dimensions. */
export function* placesOf(
  shape: readonly number[],
  offset: number,
  steps: readonly number[],
): Generator<number> {
  const at = shape.map(() => 0);
  let place = offset;
  for (let left = elementCount(shape); left > 0; left--) {
    yield place;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const [size = 1, step = 0] = [shape[axis], steps[axis]];
      const next = (at[axis] ?? 0) + 1;
      place += step;
      if (next < size) {
        at[axis] = next;
        break;
      }
      at[axis] = 0;
      place -= step * size;
    }
  }
}

/** Takes elements of a tensor at such places. */
export function take(
  { dtype, data }: TailTensor,
  shape: readonly number[],
  offset: number,
  steps: readonly number[],
): TailTensor {
  const taken = zeros(dtype, shape);
  let to = 0;
  for (const place of placesOf(shape, offset, steps)) taken.data[to++] = data[place] ?? 0;
  return taken;
}

/** Puts a tensor's elements into another one, so that its first is at `at`. */
export function put({ shape, data }: TailTensor, into: TailTensor, at: readonly number[]): void {
  const steps = stepsOf(into.shape);
  const offset = steps.reduce((sum, step, axis) => sum + step * (at[axis] ?? 0), 0);
  let from = 0;
  for (const place of placesOf(shape, offset, steps)) into.data[place] = data[from++] ?? 0;
}
