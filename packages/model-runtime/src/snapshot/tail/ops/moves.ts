import { elementCount } from '@pilotlight/protocol/tensors';
import {
  axisOf,
  numberOf,
  numbersOf,
  put,
  stepsOf,
  take,
  type TailTensor,
  unless,
  withShape,
  zeros,
} from '../tail-tensor.ts';
import { inputOf, numberIn, type TailCall, type TailOp } from './tail-op.ts';

/** Ops that move elements. */
export const MOVES: Readonly<Record<string, TailOp>> = {
  ConcatV2(call) {
    const tensors = call.inputs.slice(0, -1);
    return [concat(tensors, numberOf(inputOf(call, -1)))];
  },
  Pack: (call) => [stack(call.inputs, numberIn(call, 'axis'))],
  Unpack(call) {
    const x = inputOf(call, 0);
    const axis = axisOf(numberIn(call, 'axis'), x.shape.length);
    return split(
      x,
      axis,
      Array.from({ length: x.shape[axis] ?? 0 }, () => 1),
    ).map((part) => withShape(part, part.shape.toSpliced(axis, 1)));
  },
  Split(call) {
    const x = inputOf(call, 1);
    const axis = axisOf(numberOf(inputOf(call, 0)), x.shape.length);
    const count = numberIn(call, 'num_split');
    return split(
      x,
      axis,
      Array.from({ length: count }, () => (x.shape[axis] ?? 0) / count),
    );
  },
  Slice(call) {
    const x = inputOf(call, 0);
    const begin = numbersOf(inputOf(call, 1));
    const size = numbersOf(inputOf(call, 2)).map((length, axis) =>
      length === -1 ? (x.shape[axis] ?? 0) - (begin[axis] ?? 0) : length,
    );
    return [slice(x, begin, size)];
  },
  StridedSlice: (call) => [stridedSlice(call)],
  Pad: (call) => [pad(call, 0)],
  PadV2: (call) => [pad(call, numberOf(inputOf(call, 2)))],
  GatherV2(call) {
    const [x, indices] = [inputOf(call, 0), inputOf(call, 1)];
    unless(numberIn(call, 'batch_dims') === 0, 'an op looks up by batches');
    return [gather(x, indices, axisOf(numberOf(inputOf(call, 2)), x.shape.length))];
  },
};

/** Joins tensors along a new axis. */
export function stack(tensors: readonly TailTensor[], at: number): TailTensor {
  const axis = axisOf(at, (tensors[0]?.shape.length ?? 0) + 1);
  return concat(
    tensors.map((tensor) => withShape(tensor, tensor.shape.toSpliced(axis, 0, 1))),
    axis,
  );
}

function concat(tensors: readonly TailTensor[], at: number): TailTensor {
  const [first] = tensors;
  unless(first !== undefined, 'an op joins no tensors');
  const axis = axisOf(at, first.shape.length);
  const isLike = ({ dtype, shape }: TailTensor) =>
    dtype === first.dtype && shape.toSpliced(axis, 1).join() === first.shape.toSpliced(axis, 1).join();
  unless(tensors.every(isLike), 'an op joins tensors of different forms');
  const length = tensors.reduce((sum, { shape }) => sum + (shape[axis] ?? 0), 0);
  const joined = zeros(first.dtype, first.shape.with(axis, length));
  let to = 0;
  for (const tensor of tensors) {
    put(
      tensor,
      joined,
      first.shape.map((_, other) => (other === axis ? to : 0)),
    );
    to += tensor.shape[axis] ?? 0;
  }
  return joined;
}

function split(x: TailTensor, axis: number, lengths: readonly number[]): TailTensor[] {
  let from = 0;
  return lengths.map((length) => {
    const begin = x.shape.map((_, other) => (other === axis ? from : 0));
    from += length;
    return slice(x, begin, x.shape.with(axis, length));
  });
}

function slice(x: TailTensor, begin: readonly number[], size: readonly number[]): TailTensor {
  const isWithin = x.shape.every((length, axis) => {
    const [from = -1, count = -1] = [begin[axis], size[axis]];
    return from >= 0 && count >= 0 && from + count <= length;
  });
  unless(isWithin && size.length === x.shape.length, 'an op takes a part that is not within its tensor');
  const steps = stepsOf(x.shape);
  return take(x, size, dot(begin, steps), steps);
}

function stridedSlice(call: TailCall): TailTensor {
  const x = inputOf(call, 0);
  const [begins, ends, strides] = [1, 2, 3].map((at) => numbersOf(inputOf(call, at)));
  const has = (mask: string, at: number) => Boolean((numberIn(call, mask) >> at) & 1);
  const shape: number[] = [];
  const kept: number[] = [];
  const steps: number[] = [];
  const apart = stepsOf(x.shape);
  const given = strides?.length ?? 0;
  let offset = 0;
  let axis = 0;
  for (let at = 0; at < given; at++) {
    unless(!has('ellipsis_mask', at) && !has('new_axis_mask', at), 'an op takes a part with open dimensions');
    const size = x.shape[axis] ?? 0;
    const stride = strides?.[at] ?? 1;
    unless(axis < x.shape.length && stride > 0, 'an op takes a part from its end on');
    const from = has('begin_mask', at) ? 0 : fromEnd(begins?.[at] ?? 0, size);
    const isOne = has('shrink_axis_mask', at);
    unless(!isOne || (from >= 0 && from < size), 'an op takes an element that is not there');
    const first = Math.min(Math.max(from, 0), size);
    const end = has('end_mask', at) ? size : Math.min(Math.max(fromEnd(ends?.[at] ?? 0, size), 0), size);
    offset += first * (apart[axis] ?? 0);
    shape.push(isOne ? 1 : Math.max(0, Math.ceil((end - first) / stride)));
    steps.push((apart[axis] ?? 0) * stride);
    if (!isOne) kept.push(shape.at(-1) ?? 0);
    axis += 1;
  }
  const rest = x.shape.slice(axis);
  const taken = take(x, [...shape, ...rest], offset, [...steps, ...apart.slice(axis)]);
  return withShape(taken, [...kept, ...rest]);
}

const fromEnd = (place: number, size: number) => (place < 0 ? place + size : place);

function pad(call: TailCall, value: number): TailTensor {
  const x = inputOf(call, 0);
  // A module's NaN has other bits.
  unless(!Number.isNaN(value), 'an op pads with what is no number');
  const paddings = numbersOf(inputOf(call, 1));
  unless(
    paddings.length === 2 * x.shape.length && paddings.every((count) => count >= 0),
    'an op pads by less than none',
  );
  const before = x.shape.map((_, axis) => paddings[2 * axis] ?? 0);
  const shape = x.shape.map((size, axis) => size + (before[axis] ?? 0) + (paddings[2 * axis + 1] ?? 0));
  const padded = zeros(x.dtype, shape);
  padded.data.fill(value);
  put(x, padded, before);
  return padded;
}

function gather(x: TailTensor, indices: TailTensor, axis: number): TailTensor {
  const size = x.shape[axis] ?? 0;
  const places = numbersOf(indices);
  unless(
    places.every((place) => place >= 0 && place < size),
    'an index is out of range',
  );
  const outer = elementCount(x.shape.slice(0, axis));
  const inner = elementCount(x.shape.slice(axis + 1));
  const made = zeros(x.dtype, x.shape.toSpliced(axis, 1, ...indices.shape));
  let to = 0;
  for (let at = 0; at < outer; at++) {
    for (const place of places) {
      const from = (at * size + place) * inner;
      made.data.set(x.data.subarray(from, from + inner), to);
      to += inner;
    }
  }
  return made;
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
}
