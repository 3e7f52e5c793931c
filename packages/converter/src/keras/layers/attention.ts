import type { Graph } from '../../graph/graph.ts';
import type { Value } from '../../graph/graph-node.ts';
import { tensorsIn } from '../config/model-spec.ts';
import { softmax } from './activation.ts';
import { addVector, asFloat, binary, reduce, unary } from './arithmetic.ts';
import { einsum } from './dense.ts';
import type { LayerContext, LayerKinds } from './layer-kind.ts';
import { expand, knownSize, rankOf, shapeOf } from './shaping.ts';

/** Score of a masked step: 0 after the softmax. */
const NOWHERE = -1e9;
const PARTS = ['query', 'key', 'value', 'output'] as const;

export const ATTENTION_LAYERS: LayerKinds = {
  MultiHeadAttention: {
    mask: 'refused',
    variables: (config) =>
      PARTS.flatMap((part) => [
        { name: 'kernel', part: `${part}_dense` },
        ...(config.flag('use_bias', true) ? [{ name: 'bias', part: `${part}_dense` }] : []),
      ]),
    build: multiHead,
  },
  Attention: {
    mask: 'refused',
    variables: (config) => [
      ...(config.flag('use_scale', false) ? [{ name: 'scale' }] : []),
      ...(config.raw('score_mode') === 'concat' ? [{ name: 'concat_score_weight' }] : []),
    ],
    build: (context) => attend(context, dotScores),
  },
  AdditiveAttention: {
    mask: 'refused',
    variables: (config) => (config.flag('use_scale', true) ? [{ name: 'scale' }] : []),
    build: (context) => attend(context, addedScores),
  },
};

function isTrue(context: LayerContext, name: string, place: number): boolean {
  const argument = context.argument(name, place);
  return argument?.kind === 'value' && argument.value === true;
}

function tensorArgument(context: LayerContext, name: string, place: number): Value | undefined {
  const argument = context.argument(name, place);
  return argument?.kind === 'tensor' ? argument.tensor : undefined;
}

function multiHead(context: LayerContext): Value | readonly Value[] {
  const { graph, config, input, refuse } = context;
  const query = asFloat(graph, tensorArgument(context, 'query', 0) ?? input);
  const value = asFloat(graph, tensorArgument(context, 'value', 1) ?? query);
  const key = asFloat(graph, tensorArgument(context, 'key', 2) ?? value);
  if (tensorArgument(context, 'attention_mask', 6)) throw refuse('it is called with an attention_mask');
  for (const each of ['query_mask', 'value_mask', 'key_mask']) {
    if (tensorArgument(context, each, 99)) throw refuse(`it is called with a ${each}`);
  }
  if ([query, value, key].some((each) => rankOf(each) !== 3))
    throw refuse('its input does not have three dimensions');
  if (config.has('sliding_window')) throw refuse('it has a sliding_window');
  if (config.flag('use_gate', false)) throw refuse('it has a gate');
  if (config.has('output_shape') && config.list('output_shape').length !== 1)
    throw refuse('its output_shape has several sizes');
  if (config.has('attention_axes') && config.list('attention_axes').join() !== '1')
    throw refuse('it is over other axes than 1');
  const heads = config.int('num_heads');
  const size = config.int('key_dim');
  const valueSize = config.has('value_dim') ? config.int('value_dim') : size;
  const width = config.has('output_shape') ? (config.list('output_shape')[0] ?? -1) : knownSize(query, -1);
  const q = project(context, 'query', query, heads, size);
  const k = project(context, 'key', key, heads, size);
  const v = project(context, 'value', value, heads, valueSize);
  const [batch = -1, rows = -1] = shapeOf(query);
  const columns = shapeOf(key)[1] ?? -1;
  const scaled = binary(graph, 'Mul', q, 1 / Math.sqrt(size));
  let scores = einsum(graph, 'aecd,abcd->acbe', [k, scaled], [batch, heads, rows, columns]);
  if (isTrue(context, 'use_causal_mask', 9))
    scores = binary(graph, 'AddV2', scores, causal(context, rows, columns));
  const shares = softmax(graph, scores, -1);
  const heard = einsum(graph, 'acbe,aecd->abcd', [shares, v], [batch, rows, heads, valueSize]);
  const kernel = graph.addConstant(context.weight('output_dense/kernel', [heads, valueSize, width]));
  let y = einsum(graph, 'abcd,cde->abe', [heard, kernel], [batch, rows, width]);
  if (config.flag('use_bias', true)) {
    y = binary(graph, 'AddV2', y, addVector(graph, context.weight('output_dense/bias', [width]).data));
  }
  return isTrue(context, 'return_attention_scores', 7) ? [y, shares] : y;
}

function project(
  { graph, config, weight }: LayerContext,
  part: string,
  x: Value,
  heads: number,
  size: number,
): Value {
  const [batch = -1, steps = -1] = shapeOf(x);
  const kernel = graph.addConstant(weight(`${part}_dense/kernel`, [knownSize(x, -1), heads, size]));
  const y = einsum(graph, 'abc,cde->abde', [x, kernel], [batch, steps, heads, size]);
  if (!config.flag('use_bias', true)) return y;
  return binary(graph, 'AddV2', y, graph.addConstant(weight(`${part}_dense/bias`, [heads, size])));
}

/** Returns a mask that hides later steps from each step. */
function causal({ graph, refuse }: LayerContext, rows: number, columns: number): Value {
  if (rows < 0 || columns < 0) throw refuse('it is causal, and its length is open');
  const data = Float32Array.from({ length: rows * columns }, (_, at) =>
    at % columns > Math.floor(at / columns) ? NOWHERE : 0,
  );
  return addVector(graph, data, [rows, columns]);
}

/** Adds an attention over a list of query, value and perhaps key. */
function attend(
  context: LayerContext,
  score: (context: LayerContext, query: Value, key: Value) => Value,
): Value | readonly Value[] {
  const { graph, refuse } = context;
  const given = context.argument('inputs', 0);
  const [query, value, key = value] = (given ? tensorsIn(given) : []).map((each) => asFloat(graph, each));
  if (!query || !value || !key) throw new TypeError('has no query and value');
  if (tensorsIn(context.argument('mask', 1) ?? { kind: 'value', value: undefined }).length > 0)
    throw refuse('it is called with a mask');
  if (rankOf(query) !== 3) throw refuse('its input does not have three dimensions');
  let scores = score(context, query, key);
  if (isTrue(context, 'use_causal_mask', 4)) {
    scores = binary(graph, 'AddV2', scores, causal(context, shapeOf(query)[1] ?? -1, shapeOf(key)[1] ?? -1));
  }
  const shares = softmax(graph, scores, -1);
  const y = graph.add('BatchMatMulV2', [shares, value], {
    T: { type: 'float32' },
    adj_x: { b: false },
    adj_y: { b: false },
  });
  return isTrue(context, 'return_attention_scores', 3) ? [y, shares] : y;
}

function dotScores(context: LayerContext, query: Value, key: Value): Value {
  const { graph, config, weight } = context;
  if (config.text('score_mode', 'dot') === 'concat') {
    const scale = config.flag('use_scale', false) ? weight('scale', []).data[0] : undefined;
    const sum = sumOfTanh(graph, query, key, (x) =>
      scale === undefined ? x : binary(graph, 'Mul', x, scale),
    );
    return binary(
      graph,
      'Mul',
      reduce(graph, 'Sum', sum, [3]),
      weight('concat_score_weight', []).data[0] ?? 1,
    );
  }
  const scores = graph.add('BatchMatMulV2', [query, key], {
    T: { type: 'float32' },
    adj_x: { b: false },
    adj_y: { b: true },
  });
  if (!config.flag('use_scale', false)) return scores;
  return binary(graph, 'Mul', scores, weight('scale', []).data[0] ?? 1);
}

function addedScores({ graph, config, weight }: LayerContext, query: Value, key: Value): Value {
  const sum = sumOfTanh(graph, query, key, (x) => x);
  const scaled = config.flag('use_scale', true)
    ? binary(graph, 'Mul', sum, addVector(graph, weight('scale', [knownSize(query, -1)]).data))
    : sum;
  return reduce(graph, 'Sum', scaled, [3]);
}

function sumOfTanh(graph: Graph, query: Value, key: Value, scale: (x: Value) => Value): Value {
  return unary(graph, 'Tanh', scale(binary(graph, 'AddV2', expand(graph, query, 2), expand(graph, key, 1))));
}
