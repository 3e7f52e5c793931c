import type { Attributes } from './attribute.ts';
import { wholeNumbers } from './constant-values.ts';
import type { Value } from './graph-node.ts';
import { intAttribute } from './read-attribute.ts';

/** One dimension of the input of a StridedSlice. */
export interface SlicedAxis {
  begin: number;
  /** -1 if the size of the input is open and the slice takes everything from `begin`. */
  size: number;
  stride: number;
  /** True if the output does not have the dimension. */
  isShrunk: boolean;
}

/**
 * Returns the part that a StridedSlice takes of each dimension, and where it adds dimensions of 1; undefined if this depends
 * on open sizes or values.
 */
export function readStridedSlice(
  [x, begin, end, strides]: readonly Value[],
  node: { attributes: Attributes },
): { axes: SlicedAxis[]; shape: number[] } | undefined {
  const [from, to, steps] = [wholeNumbers(begin), wholeNumbers(end), wholeNumbers(strides)];
  if (!x?.shape || !from || !to || !steps) return undefined;
  const mask = (name: string, at: number) => Boolean(((intAttribute(node, name) ?? 0) >> at) & 1);
  const axes: SlicedAxis[] = [];
  const shape: number[] = [];
  const takeWhole = () => {
    const size = x.shape?.[axes.length] ?? -1;
    axes.push({ begin: 0, size, stride: 1, isShrunk: false });
    shape.push(size);
  };
  const count = from.length;
  const specs = Array.from({ length: count }, (_, at) => at);
  const consuming = specs.filter((at) => !mask('new_axis_mask', at) && !mask('ellipsis_mask', at)).length;
  for (const at of specs) {
    if (mask('ellipsis_mask', at)) {
      for (let left = x.shape.length - consuming; left > 0; left--) takeWhole();
      continue;
    }
    if (mask('new_axis_mask', at)) {
      shape.push(1);
      continue;
    }
    const full = x.shape[axes.length];
    if (full === undefined) return undefined;
    const axis = sliceAxis({
      full,
      begin: mask('begin_mask', at) ? undefined : from[at],
      end: mask('end_mask', at) ? undefined : to[at],
      stride: steps[at] ?? 1,
      isShrunk: mask('shrink_axis_mask', at),
    });
    if (!axis) return undefined;
    axes.push(axis);
    if (!axis.isShrunk) shape.push(axis.size);
  }
  while (axes.length < x.shape.length) takeWhole();
  return { axes, shape };
}

function sliceAxis({
  full,
  begin,
  end,
  stride,
  isShrunk,
}: {
  full: number;
  begin: number | undefined;
  end: number | undefined;
  stride: number;
  isShrunk: boolean;
}): SlicedAxis | undefined {
  if (stride === 0) return undefined;
  if (isShrunk) {
    if (begin === undefined || (full === -1 && begin < 0)) return undefined;
    const at = begin < 0 ? begin + full : begin;
    return at < 0 || (full !== -1 && at >= full) ? undefined : { begin: at, size: 1, stride: 1, isShrunk };
  }
  if (full === -1) {
    if (stride !== 1 || (begin !== undefined && begin < 0)) return undefined;
    if (end === undefined || end === 2 ** 31 - 1) return { begin: begin ?? 0, size: -1, stride, isShrunk };
    // The length depends on the size, unless it is 0.
    return undefined;
  }
  const clamp = (value: number) =>
    Math.min(Math.max(value < 0 ? value + full : value, stride > 0 ? 0 : -1), stride > 0 ? full : full - 1);
  const first = begin === undefined ? (stride > 0 ? 0 : full - 1) : clamp(begin);
  const last = end === undefined ? (stride > 0 ? full : -1) : clamp(end);
  return { begin: first, size: Math.max(0, Math.ceil((last - first) / stride)), stride, isShrunk };
}

/** Returns the shape of a StridedSlice's output. */
export function slicedShape(
  inputs: readonly Value[],
  node: { attributes: Attributes },
): number[] | undefined {
  return readStridedSlice(inputs, node)?.shape;
}
