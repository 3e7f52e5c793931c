import {
  axisOf,
  integers,
  numberOf,
  numbersOf,
  stepsOf,
  type TailTensor,
  unless,
  zeros,
} from '../tail-tensor.ts';
import { selectBoxes } from './select-boxes.ts';
import { inputOf, type TailCall, type TailOp } from './tail-op.ts';

/** Ops that find elements by their values, or count them. */
export const SELECTIONS: Readonly<Record<string, TailOp>> = {
  Where(call) {
    const { shape, data } = inputOf(call, 0);
    const steps = stepsOf(shape);
    const found = [...data.keys()].filter((at) => data[at] !== 0);
    const places = found.flatMap((at) =>
      shape.map((size, axis) => Math.trunc(at / (steps[axis] ?? 1)) % size),
    );
    return [integers(places, [found.length, shape.length])];
  },
  TopKV2: (call) => largest(call),
  Sum: (call) => [sum(call)],
  NonMaxSuppressionV2: (call) => [selectedBoxes(call, -Infinity)],
  NonMaxSuppressionV3: (call) => [selectedBoxes(call, numberOf(inputOf(call, 4)))],
  NonMaxSuppressionV5(call) {
    unless(numberOf(inputOf(call, 5)) === 0, 'an op lowers the scores of boxes that overlap');
    const selected = selectedBoxes(call, numberOf(inputOf(call, 4)));
    const { data } = inputOf(call, 1);
    const scores = Float32Array.from(selected.data, (box) => data[box] ?? 0);
    const count = integers([selected.data.length], []);
    return [selected, { dtype: 'float32', shape: selected.shape, data: scores }, count];
  },
};

function selectedBoxes(call: TailCall, scoreThreshold: number): TailTensor {
  const [boxes, scores] = [inputOf(call, 0), inputOf(call, 1)];
  unless(boxes.shape.length === 2 && boxes.shape[1] === 4, 'boxes have no four sides');
  unless(scores.shape.join() === String(boxes.shape[0]), 'there are not as many boxes as scores');
  unless(boxes.dtype === 'float32' && scores.dtype === 'float32', 'boxes are of whole numbers');
  const selected = selectBoxes(boxes.data, scores.data, {
    most: numberOf(inputOf(call, 2)),
    overlap: numberOf(inputOf(call, 3)),
    scoreThreshold,
  });
  return integers(selected);
}

/** Returns the largest elements of each row and their places. Of equal ones, the first comes first. */
function largest(call: TailCall): TailTensor[] {
  const { dtype, shape, data } = inputOf(call, 0);
  const count = numberOf(inputOf(call, 1));
  const size = shape.at(-1) ?? 0;
  unless(call.attributes['sorted'] !== false, 'an op leaves the largest elements in any order');
  unless(dtype !== 'bool' && shape.length > 0 && count <= size, 'an op takes more elements than there are');
  unless(!data.some(Number.isNaN), 'an op sorts what is no number');
  const values = zeros(dtype, [...shape.slice(0, -1), count]);
  const places = zeros('int32', values.shape);
  for (let row = 0; row * size < data.length; row++) {
    const elements = data.subarray(row * size, (row + 1) * size);
    const sorted = [...elements.keys()].toSorted((a, b) => (elements[b] ?? 0) - (elements[a] ?? 0) || a - b);
    for (let at = 0; at < count; at++) {
      places.data[row * count + at] = sorted[at] ?? 0;
      values.data[row * count + at] = elements[sorted[at] ?? 0] ?? 0;
    }
  }
  return [values, places];
}

/** Adds whole numbers: fractions would have to be added in the engine's order. */
function sum(call: TailCall): TailTensor {
  const { dtype, shape, data } = inputOf(call, 0);
  unless(dtype === 'int32', 'an op adds fractions');
  const axes = new Set(numbersOf(inputOf(call, 1)).map((axis) => axisOf(axis, shape.length)));
  const kept = shape.map((size, axis) => (axes.has(axis) ? 1 : size));
  const steps = stepsOf(shape);
  const keptSteps = stepsOf(kept);
  const sums = zeros('int32', kept);
  for (const [at, value] of data.entries()) {
    const to = shape.reduce((place, size, axis) => {
      const along = axes.has(axis) ? 0 : Math.trunc(at / (steps[axis] ?? 1)) % size;
      return place + along * (keptSteps[axis] ?? 0);
    }, 0);
    sums.data[to] = (sums.data[to] ?? 0) + value;
  }
  const result = call.attributes['keep_dims'] === true ? kept : shape.filter((_, axis) => !axes.has(axis));
  return { ...sums, shape: result };
}
