import type { TailDType } from '../snapshot-tail.ts';
import { placesOf, stepsOf, type TailTensor, unless, withShape, zeros } from '../tail-tensor.ts';
import { inputOf, type TailOp } from './tail-op.ts';

type Compute = (left: number, right: number) => number;

/** Each result is rounded to the dtype as it is stored: for one operation on two floats that is what a module computes. */
export const ELEMENTWISE: Readonly<Record<string, TailOp>> = {
  Add: arithmetic((left, right) => left + right),
  AddV2: arithmetic((left, right) => left + right),
  Sub: arithmetic((left, right) => left - right),
  Mul: (call) =>
    arithmetic(inputOf(call, 0).dtype === 'int32' ? Math.imul : (left, right) => left * right)(call),
  Maximum: arithmetic((left, right) => (Number.isNaN(right) || left < right ? right : left)),
  Minimum: arithmetic((left, right) => (Number.isNaN(right) || right < left ? right : left)),
  Less: comparison((left, right) => left < right),
  LessEqual: comparison((left, right) => left <= right),
  Greater: comparison((left, right) => left > right),
  GreaterEqual: comparison((left, right) => left >= right),
  Equal: comparison((left, right) => left === right),
  NotEqual: comparison((left, right) => left !== right),
  LogicalAnd: logic((left, right) => left & right),
  LogicalOr: logic((left, right) => left | right),
  LogicalNot: (call) => {
    const { dtype, shape, data } = inputOf(call, 0);
    unless(dtype === 'bool', 'no truth value is negated');
    return [{ dtype, shape, data: data.map((value) => 1 - value) }];
  },
  Cast(call) {
    const { shape, data } = inputOf(call, 0);
    const to = call.attributes['DstT'];
    unless(isTailDType(to), 'an op casts to a dtype that it does not have');
    const cast = zeros(to, shape);
    if (to === 'bool') for (const [at, value] of data.entries()) cast.data[at] = Number(value !== 0);
    else cast.data.set(data);
    return [cast];
  },
  Select: (call) => select(call, true),
  SelectV2: (call) => select(call, false),
};

const isTailDType = (dtype: unknown): dtype is TailDType =>
  dtype === 'float32' || dtype === 'int32' || dtype === 'bool';

function arithmetic(compute: Compute): TailOp {
  return (call) => {
    const { dtype } = inputOf(call, 0);
    unless(dtype !== 'bool', 'an op computes with truth values');
    return pairwise(compute, dtype)(call);
  };
}

function comparison(compute: (left: number, right: number) => boolean): TailOp {
  return pairwise((left, right) => Number(compute(left, right)), 'bool');
}

function logic(compute: Compute): TailOp {
  return (call) => {
    unless(inputOf(call, 0).dtype === 'bool', 'an op takes other elements for truth values');
    return pairwise(compute, 'bool')(call);
  };
}

/** Computes with the elements of two tensors of one dtype, which are broadcast to one shape. */
function pairwise(compute: Compute, dtype: TailDType): TailOp {
  return (call) => {
    const [left, right] = [inputOf(call, 0), inputOf(call, 1)];
    unless(left.dtype === right.dtype, 'an op takes two dtypes');
    const made = zeros(dtype, broadcastShape([left, right]));
    const places = placesOf(made.shape, 0, broadcastSteps(right, made.shape));
    let to = 0;
    for (const from of placesOf(made.shape, 0, broadcastSteps(left, made.shape))) {
      made.data[to++] = compute(left.data[from] ?? 0, right.data[places.next().value ?? 0] ?? 0);
    }
    return [made];
  };
}

/** @param choosesRows a vector chooses rows; otherwise it is broadcast. */
function select(call: Parameters<TailOp>[0], choosesRows: boolean): TailTensor[] {
  const [condition, then, otherwise] = [inputOf(call, 0), inputOf(call, 1), inputOf(call, 2)];
  unless(condition.dtype === 'bool' && then.dtype === otherwise.dtype, 'an op chooses between two dtypes');
  const isRows = choosesRows && condition.shape.length === 1 && then.shape.length > 1;
  const chooser = isRows
    ? withShape(condition, [condition.data.length, ...then.shape.slice(1).map(() => 1)])
    : condition;
  const made = zeros(then.dtype, broadcastShape([chooser, then, otherwise]));
  const [thenAt, otherwiseAt] = [then, otherwise].map((tensor) =>
    placesOf(made.shape, 0, broadcastSteps(tensor, made.shape)),
  );
  let to = 0;
  for (const at of placesOf(made.shape, 0, broadcastSteps(chooser, made.shape))) {
    const places = [thenAt?.next().value ?? 0, otherwiseAt?.next().value ?? 0] as const;
    made.data[to++] = (chooser.data[at] ? then.data[places[0]] : otherwise.data[places[1]]) ?? 0;
  }
  return [made];
}

function broadcastShape(tensors: readonly TailTensor[]): number[] {
  const rank = Math.max(...tensors.map(({ shape }) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    const sizes = new Set(tensors.map(({ shape }) => shape[axis - rank + shape.length] ?? 1));
    sizes.delete(1);
    unless(sizes.size <= 1, 'an op takes tensors of different sizes');
    return [...sizes][0] ?? 1;
  });
}

/** Returns a tensor's steps along the dimensions of a shape to which it is broadcast. */
function broadcastSteps({ shape: own }: TailTensor, shape: readonly number[]): number[] {
  const steps = stepsOf(own);
  return shape.map((_, at) => {
    const axis = at - shape.length + own.length;
    return own[axis] === 1 ? 0 : (steps[axis] ?? 0);
  });
}
