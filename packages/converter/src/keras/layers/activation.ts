import type { Graph } from '../../graph/graph.ts';
import type { Value } from '../../graph/graph-node.ts';
import { addFloatScalar } from '../../graph/make-constant.ts';
import { isRecord, LayerConfig } from '../config/layer-config.ts';
import { asFloat, binary, unary } from './arithmetic.ts';
import type { LayerContext, LayerKinds } from './layer-kind.ts';
import { axisOf, rankOf, sliceAxis, transpose } from './shaping.ts';

type Activation = (graph: Graph, x: Value, context: LayerContext) => Value;

const op =
  (name: string): Activation =>
  (graph, x) =>
    unary(graph, name, x);

const LEAKY = 0.2;
const SHRINK = 0.5;

/** Activations, by their names in a configuration. */
const ACTIVATIONS: Readonly<Record<string, Activation>> = {
  linear: (_, x) => x,
  relu: op('Relu'),
  relu6: op('Relu6'),
  leaky_relu: (graph, x) => leakyRelu(graph, x, LEAKY),
  elu: op('Elu'),
  selu: op('Selu'),
  celu: op('Elu'),
  softplus: op('Softplus'),
  softsign: op('Softsign'),
  tanh: op('Tanh'),
  sigmoid: op('Sigmoid'),
  exponential: op('Exp'),
  exp: op('Exp'),
  softmax: (graph, x) => softmax(graph, x, -1),
  log_softmax: (graph, x) => softmax(graph, x, -1, 'LogSoftmax'),
  gelu: (graph, x) => gelu(graph, x),
  silu: (graph, x) => binary(graph, 'Mul', x, unary(graph, 'Sigmoid', x)),
  mish: (graph, x) => binary(graph, 'Mul', x, unary(graph, 'Tanh', unary(graph, 'Softplus', x))),
  hard_sigmoid: (graph, x, { isKeras2 }) => hardSigmoid(graph, x, isKeras2),
  hard_silu: (graph, x) => binary(graph, 'Mul', x, hardSigmoid(graph, x, false)),
  hard_tanh: (graph, x) => clip(graph, x, -1, 1),
  hard_shrink: (graph, x) => where(graph, 'Greater', unary(graph, 'Abs', x), SHRINK, x, 0),
  soft_shrink: (graph, x) => binary(graph, 'Sub', x, clip(graph, x, -SHRINK, SHRINK)),
  tanh_shrink: (graph, x) => binary(graph, 'Sub', x, unary(graph, 'Tanh', x)),
  log_sigmoid: (graph, x) => unary(graph, 'Neg', unary(graph, 'Softplus', unary(graph, 'Neg', x))),
  squareplus: (graph, x) =>
    binary(
      graph,
      'Mul',
      binary(graph, 'AddV2', x, unary(graph, 'Sqrt', binary(graph, 'AddV2', unary(graph, 'Square', x), 4))),
      0.5,
    ),
  sparse_sigmoid: (graph, x) => clip(graph, binary(graph, 'Mul', binary(graph, 'AddV2', x, 1), 0.5), 0, 1),
  glu: (graph, x) => {
    const axis = rankOf(x) - 1;
    const half = (x.shape?.[axis] ?? 0) / 2;
    if (!Number.isInteger(half) || half <= 0)
      throw new TypeError('has a glu of an axis that has no two equal halves');
    return binary(
      graph,
      'Mul',
      sliceAxis(graph, x, axis, 0, half),
      unary(graph, 'Sigmoid', sliceAxis(graph, x, axis, half)),
    );
  },
};

const OTHER_NAMES: Readonly<Record<string, string>> = { swish: 'silu', hard_swish: 'hard_silu' };

/** Adds the activation of a configuration's field `activation`, if any. */
export function activate(context: LayerContext, x: Value, key = 'activation', missing = 'linear'): Value {
  return activateAs(context, x, context.config.raw(key) ?? missing);
}

/** Adds an activation, given by name or as the configuration of a function or a layer. */
function activateAs(context: LayerContext, x: Value, named: unknown): Value {
  if (isRecord(named)) {
    const { class_name: className, config } = named;
    if (className === 'function') {
      throw context.refuse(
        `its activation is the function ${String(config)}, and its code is not in the file`,
      );
    }
    const kind =
      typeof className === 'string' && Object.hasOwn(ACTIVATION_LAYERS, className)
        ? ACTIVATION_LAYERS[className]
        : undefined;
    if (!kind || kind.variables)
      throw context.refuse(`its activation is a layer of the class ${String(className)}`);
    const built = kind.build({ ...context, config: new LayerConfig(config), inputs: [x], input: x });
    if ('node' in built) return built;
    throw context.refuse('its activation has several outputs');
  }
  const name = typeof named === 'string' ? (OTHER_NAMES[named] ?? named) : '';
  const activation = Object.hasOwn(ACTIVATIONS, name) ? ACTIVATIONS[name] : undefined;
  if (!activation) throw context.refuse(`its activation '${String(named)}' is not supported`);
  return activation(context.graph, asFloat(context.graph, x), context);
}

export function softmax(graph: Graph, x: Value, axis: number, name = 'Softmax'): Value {
  const at = axisOf(x, axis);
  const rank = rankOf(x);
  if (at === rank - 1) return unary(graph, name, x);
  const order = Array.from({ length: rank }, (_, each) =>
    each === at ? rank - 1 : each === rank - 1 ? at : each,
  );
  return transpose(graph, unary(graph, name, transpose(graph, x, order)), order);
}

function gelu(graph: Graph, x: Value, isApproximate = false): Value {
  if (isApproximate) {
    const cube = binary(graph, 'Mul', binary(graph, 'Mul', unary(graph, 'Square', x), x), 0.044715);
    const inner = binary(graph, 'Mul', binary(graph, 'AddV2', x, cube), Math.sqrt(2 / Math.PI));
    const outer = binary(graph, 'AddV2', unary(graph, 'Tanh', inner), 1);
    return binary(graph, 'Mul', binary(graph, 'Mul', x, 0.5), outer);
  }
  const outer = binary(graph, 'AddV2', unary(graph, 'Erf', binary(graph, 'Mul', x, Math.SQRT1_2)), 1);
  return binary(graph, 'Mul', binary(graph, 'Mul', x, 0.5), outer);
}

function hardSigmoid(graph: Graph, x: Value, isKeras2: boolean): Value {
  if (isKeras2) return clip(graph, binary(graph, 'AddV2', binary(graph, 'Mul', x, 0.2), 0.5), 0, 1);
  return binary(graph, 'Mul', unary(graph, 'Relu6', binary(graph, 'AddV2', x, 3)), 1 / 6);
}

function clip(graph: Graph, x: Value, low: number, high: number): Value {
  return binary(graph, 'Minimum', binary(graph, 'Maximum', x, low), high);
}

function leakyRelu(graph: Graph, x: Value, alpha: number): Value {
  return graph.add('LeakyRelu', [x], { T: { type: 'float32' }, alpha: { f: alpha } });
}

/** Selects `then` if a comparison is true, else the other. */
function where(
  graph: Graph,
  test: string,
  left: Value,
  right: number,
  then: Value,
  otherwise: number,
): Value {
  const condition = graph.add(
    test,
    [left, addFloatScalar(graph, right)],
    { T: { type: 'float32' } },
    { outputs: [{ dtype: 'bool', shape: left.shape }] },
  );
  return graph.add(
    'SelectV2',
    [condition, then, addFloatScalar(graph, otherwise)],
    { T: { type: 'float32' } },
    { outputs: [{ dtype: 'float32', shape: then.shape }] },
  );
}

/** Layers that are an activation. */
export const ACTIVATION_LAYERS: LayerKinds = {
  Activation: { build: (context) => activate(context, context.input) },
  Softmax: {
    // It leaves out masked elements.
    mask: 'refused',
    build: ({ graph, config, input, inputs, refuse }) => {
      if (inputs.length > 1) throw refuse('it takes a mask');
      const axes = config.list('axis', [-1]);
      const [axis = -1] = axes;
      if (axes.length !== 1) throw refuse('it is over several axes');
      return softmax(graph, asFloat(graph, input), axis);
    },
  },
  ReLU: { build: ({ graph, config, input }) => relu(graph, asFloat(graph, input), config) },
  LeakyReLU: {
    build: ({ graph, config, input }) =>
      leakyRelu(
        graph,
        asFloat(graph, input),
        config.has('alpha') ? config.float('alpha') : config.float('negative_slope', 0.3),
      ),
  },
  ThresholdedReLU: {
    build: ({ graph, config, input }) => where(graph, 'Greater', input, config.float('theta', 1), input, 0),
  },
  ELU: {
    build: ({ graph, config, input }) => {
      const x = asFloat(graph, input);
      const alpha = config.float('alpha', 1);
      if (alpha === 1) return unary(graph, 'Elu', x);
      const below = binary(graph, 'Mul', unary(graph, 'Elu', binary(graph, 'Minimum', x, 0)), alpha);
      return binary(graph, 'AddV2', unary(graph, 'Relu', x), below);
    },
  },
  PReLU: {
    variables: () => [{ name: 'alpha' }],
    build: ({ graph, config, input, weight }) => {
      const x = asFloat(graph, input);
      const shared = new Set(config.has('shared_axes') ? config.list('shared_axes') : []);
      const shape = (x.shape ?? []).slice(1).map((size, at) => (shared.has(at + 1) ? 1 : size));
      const alpha = graph.addConstant(weight('alpha', shape));
      const below = binary(graph, 'Mul', alpha, unary(graph, 'Relu', unary(graph, 'Neg', x)));
      return binary(graph, 'Sub', unary(graph, 'Relu', x), below);
    },
  },
  'op:Relu': { build: ({ graph, input }) => unary(graph, 'Relu', asFloat(graph, input)) },
  'op:Gelu': {
    build: ({ graph, config, input }) => gelu(graph, asFloat(graph, input), config.flag('approximate', true)),
  },
};

function relu(graph: Graph, x: Value, config: LayerConfig): Value {
  const slope = config.float('negative_slope', 0);
  const threshold = config.float('threshold', 0);
  const most = config.has('max_value') ? config.float('max_value') : undefined;
  if (threshold === 0 && slope === 0 && (most === undefined || most === 6))
    return unary(graph, most === 6 ? 'Relu6' : 'Relu', x);
  let above = threshold === 0 ? unary(graph, 'Relu', x) : where(graph, 'Greater', x, threshold, x, 0);
  if (most !== undefined) above = clip(graph, above, 0, most);
  if (slope === 0) return above;
  const below = unary(graph, 'Relu', binary(graph, 'Sub', threshold, x));
  return binary(graph, 'Sub', above, binary(graph, 'Mul', below, slope));
}
