import { elementCount } from '@pilotlight/protocol/tensors';
import {
  axisOf,
  integers,
  numberOf,
  numbersOf,
  type TailTensor,
  unless,
  withShape,
  zeros,
} from '../tail-tensor.ts';
import { inputOf, listIn, type TailOp } from './tail-op.ts';

/** Ops that read or change shapes, or make tensors by a size. */
export const SHAPES: Readonly<Record<string, TailOp>> = {
  Identity: (call) => [inputOf(call, 0)],
  Shape: (call) => [integers(inputOf(call, 0).shape)],
  Rank: (call) => [integers([inputOf(call, 0).shape.length], [])],
  Size: (call) => [integers([inputOf(call, 0).data.length], [])],
  Reshape(call) {
    const x = inputOf(call, 0);
    const shape = numbersOf(inputOf(call, 1));
    const known = elementCount(shape.filter((size) => size !== -1));
    return [
      withShape(
        x,
        shape.map((size) => (size === -1 ? x.data.length / known : size)),
      ),
    ];
  },
  ExpandDims(call) {
    const x = inputOf(call, 0);
    const axis = axisOf(numberOf(inputOf(call, 1)), x.shape.length + 1);
    return [withShape(x, x.shape.toSpliced(axis, 0, 1))];
  },
  Squeeze(call) {
    const x = inputOf(call, 0);
    const axes = listIn(call, 'squeeze_dims').map((axis) => axisOf(axis, x.shape.length));
    const isDropped = (size: number, at: number) => (axes.length > 0 ? axes.includes(at) : size === 1);
    return [
      withShape(
        x,
        x.shape.filter((size, at) => !isDropped(size, at)),
      ),
    ];
  },
  Fill(call) {
    const value = inputOf(call, 1);
    const filled = zeros(value.dtype, numbersOf(inputOf(call, 0)));
    filled.data.fill(numberOf(value));
    return [filled];
  },
  Range(call) {
    unless(
      call.inputs.every(({ dtype }) => dtype === 'int32'),
      'a range is of fractions',
    );
    const [start, limit, delta] = [0, 1, 2].map((at) => numberOf(inputOf(call, at)));
    return [range(start ?? 0, limit ?? 0, delta ?? 0)];
  },
};

function range(start: number, limit: number, delta: number): TailTensor {
  const length = Math.ceil((limit - start) / delta);
  const made = zeros('int32', [length]);
  for (let at = 0; at < length; at++) made.data[at] = start + at * delta;
  return made;
}
