import type { Value } from '../../graph/graph-node.ts';
import { addFloatScalar, addIntScalar } from '../../graph/make-constant.ts';
import { isRecord, LayerConfig } from '../config/layer-config.ts';
import { type Argument, tensorsIn } from '../config/model-spec.ts';
import { activate, softmax } from './activation.ts';
import { asFloat, binary, reduce, unary } from './arithmetic.ts';
import type { LayerContext, LayerKind, LayerKinds } from './layer-kind.ts';
import {
  axisOf,
  concat,
  expand,
  rankOf,
  reshape,
  shapeOf,
  sizesOf,
  sliceAxis,
  squeeze,
  transpose,
} from './shaping.ts';

/** Operators of Keras 3, each with the equal TensorFlow op. */
const BINARY: Readonly<Record<string, string>> = {
  Add: 'AddV2',
  Subtract: 'Sub',
  Multiply: 'Mul',
  Divide: 'RealDiv',
  TrueDivide: 'RealDiv',
  Maximum: 'Maximum',
  Minimum: 'Minimum',
  Power: 'Pow',
};
/** Operators with a bool as output. */
const COMPARISONS = ['Equal', 'Greater', 'GreaterEqual', 'Less', 'LessEqual', 'NotEqual'];
const UNARY: Readonly<Record<string, string>> = {
  Absolute: 'Abs',
  Abs: 'Abs',
  Ceil: 'Ceil',
  Cos: 'Cos',
  Exp: 'Exp',
  Expm1: 'Expm1',
  Floor: 'Floor',
  Log: 'Log',
  Log1p: 'Log1p',
  Negative: 'Neg',
  Relu6: 'Relu6',
  Rsqrt: 'Rsqrt',
  Selu: 'Selu',
  Sigmoid: 'Sigmoid',
  Sign: 'Sign',
  Sin: 'Sin',
  Softplus: 'Softplus',
  Sqrt: 'Sqrt',
  Square: 'Square',
  Tanh: 'Tanh',
};
const REDUCTIONS: Readonly<Record<string, string>> = {
  Max: 'Max',
  Mean: 'Mean',
  Min: 'Min',
  Sum: 'Sum',
  Amax: 'Max',
  Amin: 'Min',
};

/** Names of TensorFlow functions in Keras 2, and of the equal operations in Keras 3. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  '__operators__.add': 'Add',
  'math.add': 'Add',
  'math.subtract': 'Subtract',
  'math.multiply': 'Multiply',
  'math.truediv': 'Divide',
  'math.divide': 'Divide',
  'math.maximum': 'Maximum',
  'math.minimum': 'Minimum',
  'math.pow': 'Power',
  'math.abs': 'Absolute',
  'math.exp': 'Exp',
  'math.log': 'Log',
  'math.negative': 'Negative',
  'math.rsqrt': 'Rsqrt',
  'math.sigmoid': 'Sigmoid',
  'math.sqrt': 'Sqrt',
  'math.square': 'Square',
  'math.tanh': 'Tanh',
  'math.reduce_mean': 'Mean',
  'math.reduce_sum': 'Sum',
  'math.reduce_max': 'Max',
  'math.reduce_min': 'Min',
  'nn.sigmoid': 'Sigmoid',
  'nn.relu6': 'Relu6',
  expand_dims: 'ExpandDims',
};

const operations: LayerKinds = {
  ...mapKinds(BINARY, (op): LayerKind => ({ build: (context) => operator(context, op) })),
  ...mapKinds(UNARY, (op): LayerKind => ({
    build: ({ graph, input }) => unary(graph, op, asFloat(graph, input)),
  })),
  ...Object.fromEntries(
    COMPARISONS.map((op): [string, LayerKind] => [
      op,
      { mask: 'dropped', build: (context) => operator(context, op) },
    ]),
  ),
  ...mapKinds(REDUCTIONS, (op): LayerKind => ({
    mask: 'dropped',
    build: (context) => reduction(context, op, asFloat(context.graph, context.input)),
  })),
  ...mapKinds({ All: 'All', Any: 'Any' }, (op): LayerKind => ({
    mask: 'dropped',
    build: (context) => {
      if (context.input.dtype !== 'bool') throw context.refuse('its input is not of type bool');
      return reduction(context, op, context.input);
    },
  })),
  LogicalNot: {
    build: ({ graph, input, refuse }) => {
      if (input.dtype !== 'bool') throw refuse('its input is not of type bool');
      return graph.add('LogicalNot', [input]);
    },
  },
  Where: {
    mask: 'dropped',
    build: (context) => {
      const condition = context.argument('condition', 0);
      if (condition?.kind !== 'tensor' || condition.tensor.dtype !== 'bool')
        throw context.refuse('its condition is not a tensor of type bool');
      const [a, b] = [
        operand(context, context.argument('x1', 1)),
        operand(context, context.argument('x2', 2)),
      ];
      return context.graph.add('SelectV2', [condition.tensor, a, b], { T: { type: 'float32' } });
    },
  },
  Cumsum: {
    build: (context) => {
      const { graph, input } = context;
      const axis = setting(context, 'axis', 1);
      if (typeof axis !== 'number') throw context.refuse('it has no axis');
      return graph.add('Cumsum', [asFloat(graph, input), addIntScalar(graph, axisOf(input, axis))], {
        T: { type: 'float32' },
        Tidx: { type: 'int32' },
        exclusive: { b: false },
        reverse: { b: false },
      });
    },
  },
  Silu: {
    build: ({ graph, input }) =>
      binary(graph, 'Mul', asFloat(graph, input), unary(graph, 'Sigmoid', asFloat(graph, input))),
  },
  HardSilu: {
    build: (context) =>
      activate({ ...context, config: new LayerConfig({}) }, context.input, 'activation', 'hard_silu'),
  },
  HardSigmoid: {
    build: (context) =>
      activate(
        { ...context, isKeras2: false, config: new LayerConfig({}) },
        context.input,
        'activation',
        'hard_sigmoid',
      ),
  },
  Softmax: {
    mask: 'refused',
    build: (context) =>
      softmax(
        context.graph,
        asFloat(context.graph, context.input),
        Number(setting(context, 'axis', 1) ?? -1),
      ),
  },
  Cast: {
    build: ({ graph, config, input, refuse }) => {
      const to = config.text('dtype', 'float32');
      if (!/^b?float/.test(to)) throw refuse(`it casts its input to ${to}`);
      return asFloat(graph, input);
    },
  },
  Reshape: {
    mask: 'dropped',
    build: ({ graph, config, input }) => {
      const [batch = -1, ...rest] = config.list('newshape');
      return reshape(graph, input, [
        batch === -1 ? (rest.includes(-1) ? (sizesOf(graph, input)[0] ?? -1) : -1) : batch,
        ...rest,
      ]);
    },
  },
  Transpose: {
    mask: 'dropped',
    build: ({ graph, config, input }) =>
      transpose(
        graph,
        input,
        config.has('axes')
          ? config.list('axes').map((axis) => axisOf(input, axis))
          : shapeOf(input).map((_, at) => rankOf(input) - 1 - at),
      ),
  },
  ExpandDims: {
    mask: 'dropped',
    build: (context) => {
      const axis = Number(setting(context, 'axis', 1));
      if (!Number.isSafeInteger(axis)) throw context.refuse('its axis is not a number');
      return expand(context.graph, context.input, axis < 0 ? axis + rankOf(context.input) + 1 : axis);
    },
  },
  Squeeze: {
    mask: 'dropped',
    build: ({ graph, config, input, refuse }) => {
      if (!config.has('axis')) throw refuse('it has no axis');
      const axes = config
        .list('axis')
        .map((axis) => axisOf(input, axis))
        .toSorted((a, b) => b - a);
      return axes.reduce((x, axis) => squeeze(graph, x, axis), input);
    },
  },
  Concatenate: {
    build: ({ graph, config, inputs, input }) => concat(graph, inputs, axisOf(input, config.int('axis', -1))),
  },
  Stack: {
    mask: 'dropped',
    build: ({ graph, config, inputs, input }) => {
      const axis = config.int('axis', 0);
      const at = axis < 0 ? axis + rankOf(input) + 1 : axis;
      return concat(
        graph,
        inputs.map((each) => expand(graph, each, at)),
        at,
      );
    },
  },
  Matmul: {
    mask: 'dropped',
    build: ({ graph, inputs, refuse }) => {
      const [a, b] = inputs;
      if (!a || !b || rankOf(a) !== rankOf(b) || rankOf(a) < 3)
        throw refuse('its inputs are not one matrix for each example');
      return graph.add('BatchMatMulV2', [asFloat(graph, a), asFloat(graph, b)], {
        T: { type: 'float32' },
        adj_x: { b: false },
        adj_y: { b: false },
      });
    },
  },
  GetItem: { mask: 'dropped', build: getItem },
};

export const OPERATION_LAYERS: LayerKinds = {
  ...Object.fromEntries(
    Object.entries(operations).map(([name, kind]): [string, LayerKind] => [`op:${name}`, kind]),
  ),
  TFOpLambda: {
    mask: 'dropped',
    build: (context) => {
      const name = context.config.text('function');
      const operation = Object.hasOwn(FUNCTIONS, name) ? operations[FUNCTIONS[name] ?? ''] : undefined;
      if (!operation) throw context.refuse(`it calls TensorFlow's function ${name}`);
      return operation.build(context);
    },
  },
};

function mapKinds(ops: Readonly<Record<string, string>>, of: (op: string) => LayerKind): LayerKinds {
  return Object.fromEntries(Object.entries(ops).map(([name, op]): [string, LayerKind] => [name, of(op)]));
}

/** Returns a setting of the configuration, or of the call. */
function setting({ config, argument }: LayerContext, name: string, place: number): unknown {
  if (config.has(name)) return config.raw(name);
  const given = argument(name, place);
  if (given?.kind === 'value') return given.value ?? undefined;
  return given?.kind === 'list'
    ? given.items.map((item) => (item.kind === 'value' ? item.value : undefined))
    : undefined;
}

function operator(context: LayerContext, op: string): Value {
  const { graph, argument } = context;
  const a = operand(context, argument('x1', 0) ?? argument('x', 0));
  const b = operand(context, argument('x2', 1) ?? argument('y', 1));
  return binary(graph, op, a, b);
}

function operand({ graph, refuse }: LayerContext, given: Argument<Value> | undefined): Value {
  if (given?.kind === 'tensor') return asFloat(graph, given.tensor);
  if (given?.kind === 'value' && typeof given.value === 'number') return addFloatScalar(graph, given.value);
  throw refuse('it is called with an argument that is neither a tensor nor a number');
}

/** Reduces over the given axes, or all. */
function reduction(context: LayerContext, op: string, x: Value): Value {
  const given = setting(context, 'axis', 1) ?? Array.from({ length: rankOf(x) }, (_, at) => at);
  const axes = (Array.isArray(given) ? given : [given]).map((axis: unknown) => axisOf(x, Number(axis)));
  return reduce(context.graph, op, x, axes, setting(context, 'keepdims', 2) === true);
}

/** Adds an index expression of whole numbers, such as `x[:, 0]` or `x[..., 1:3]`. */
function getItem({ graph, input, argument, refuse }: LayerContext): Value {
  const key = argument('key', 1);
  const items = key?.kind === 'list' ? key.items : key ? [key] : [];
  const dots = items.findIndex((item) => isEllipsis(item));
  const missing = rankOf(input) - (items.length - (dots === -1 ? 0 : 1));
  const places =
    dots === -1
      ? items
      : [
          ...items.slice(0, dots),
          ...Array.from({ length: missing }, () => undefined),
          ...items.slice(dots + 1),
        ];
  const gone: number[] = [];
  let x = input;
  for (const [axis, item] of places.entries()) {
    if (!item) continue;
    const read = readSlice(item);
    if (!read) throw refuse('its index is of a kind that is not supported');
    if (read.kind === 'index') {
      const at = read.at;
      x = sliceAxis(graph, x, axis, at, at === -1 ? undefined : at + 1);
      gone.push(axis);
    } else if (read.begin !== 0 || read.end !== undefined) {
      x = sliceAxis(graph, x, axis, read.begin, read.end);
    }
  }
  return gone.toReversed().reduce((y, axis) => squeeze(graph, y, axis), x);
}

type Part = { kind: 'index'; at: number } | { kind: 'slice'; begin: number; end: number | undefined };

function readSlice(item: Argument<Value>): Part | undefined {
  if (tensorsIn(item).length > 0 || item.kind !== 'value') return undefined;
  const { value } = item;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return { kind: 'index', at: value };
  if (!isRecord(value) || value['class_name'] !== '__slice__' || !isRecord(value['config'])) return undefined;
  const { start, stop, step } = value['config'];
  if (!isPlain(start) || !isPlain(stop) || (step !== null && step !== undefined && step !== 1))
    return undefined;
  return { kind: 'slice', begin: Number(start ?? 0), end: typeof stop === 'number' ? stop : undefined };
}

function isEllipsis(item: Argument<Value>): boolean {
  return item.kind === 'value' && isRecord(item.value) && item.value['class_name'] === '__ellipsis__';
}

function isPlain(each: unknown): boolean {
  return each === null || each === undefined || Number.isSafeInteger(each);
}
