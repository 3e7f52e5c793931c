import { elementCount } from '@pilotlight/protocol/tensors';
import type { Graph } from '../../graph/graph.ts';
import type { Value } from '../../graph/graph-node.ts';
import type { LayerConfig } from '../config/layer-config.ts';
import { activate } from './activation.ts';
import { addBias, addVector, asFloat, binary } from './arithmetic.ts';
import type { LayerContext, LayerKind, LayerKinds } from './layer-kind.ts';
import { multiply } from './dense.ts';
import { reverse, runSequence, type Step } from './recurrent-steps.ts';
import { concat, knownSize, rankOf, reshape, shapeOf, sizesOf, sliceAxis } from './shaping.ts';

interface Cell {
  gates: number;
  states: number;
  biasShape(units: number): readonly number[];
  /** @param recurrent multiplies a state by the weights of some gates. */
  step(context: LayerContext, units: number): Step;
  /** The part of the bias that is added to the input. */
  inputBias(bias: Float32Array): Float32Array;
}

export const RECURRENT_LAYERS: LayerKinds = {
  SimpleRNN: recurrent(() => ({
    gates: 1,
    states: 1,
    biasShape: (units) => [units],
    inputBias: (bias) => bias,
    step: (context, units) => {
      const weights = recurrentWeights(context, units, 1);
      return (x, [h]) => [
        activate(
          context,
          h ? binary(context.graph, 'AddV2', x, weights.times(h, 0, 1)) : x,
          'activation',
          'tanh',
        ),
      ];
    },
  })),
  LSTM: recurrent(() => ({
    gates: 4,
    states: 2,
    biasShape: (units) => [4 * units],
    inputBias: (bias) => bias,
    step: (context, units) => {
      const { graph } = context;
      const weights = recurrentWeights(context, units, 4);
      const gate = (z: Value, at: number) => sliceAxis(graph, z, 1, at * units, (at + 1) * units);
      const sharp = (z: Value, at: number) =>
        activate(context, gate(z, at), 'recurrent_activation', 'sigmoid');
      return (x, [h, c]) => {
        const z = h ? binary(graph, 'AddV2', x, weights.times(h, 0, 4)) : x;
        const added = binary(graph, 'Mul', sharp(z, 0), activate(context, gate(z, 2), 'activation', 'tanh'));
        const next = c ? binary(graph, 'AddV2', binary(graph, 'Mul', sharp(z, 1), c), added) : added;
        return [binary(graph, 'Mul', sharp(z, 3), activate(context, next, 'activation', 'tanh')), next];
      };
    },
  })),
  GRU: recurrent((config) => gru(config.flag('reset_after', true))),
};

function gru(isResetAfter: boolean): Cell {
  return {
    gates: 3,
    states: 1,
    biasShape: (units) => (isResetAfter ? [2, 3 * units] : [3 * units]),
    inputBias: (bias) => (isResetAfter ? bias.subarray(0, bias.length / 2) : bias),
    step: (context, units) => {
      const { graph, config } = context;
      const weights = recurrentWeights(context, units, 3);
      const hasBias = config.flag('use_bias', true);
      const bias =
        isResetAfter && hasBias
          ? context.weight('cell/bias', [2, 3 * units]).data.subarray(3 * units)
          : undefined;
      const gate = (z: Value, at: number) => sliceAxis(graph, z, 1, at * units, (at + 1) * units);
      const sharp = (z: Value) => activate(context, z, 'recurrent_activation', 'sigmoid');
      return (x, [h]) => {
        if (!h && !bias) {
          const update = sharp(gate(x, 0));
          return [
            binary(
              graph,
              'Mul',
              binary(graph, 'Sub', 1, update),
              activate(context, gate(x, 2), 'activation', 'tanh'),
            ),
          ];
        }
        const state = h;
        const inner = isResetAfter
          ? state
            ? withBias(graph, weights.times(state, 0, 3), bias)
            : addVector(graph, bias ?? new Float32Array(3 * units), [1, 3 * units])
          : weights.times(state ?? x, 0, 2);
        const update = sharp(binary(graph, 'AddV2', gate(x, 0), gate(inner, 0)));
        const reset = sharp(binary(graph, 'AddV2', gate(x, 1), gate(inner, 1)));
        const recalled = isResetAfter
          ? binary(graph, 'Mul', reset, gate(inner, 2))
          : weights.times(binary(graph, 'Mul', reset, state ?? x), 2, 3);
        const proposed = activate(
          context,
          binary(graph, 'AddV2', gate(x, 2), recalled),
          'activation',
          'tanh',
        );
        const changed = binary(graph, 'Mul', binary(graph, 'Sub', 1, update), proposed);
        return [state ? binary(graph, 'AddV2', binary(graph, 'Mul', update, state), changed) : changed];
      };
    },
  };
}

function withBias(graph: Graph, x: Value, bias: Float32Array | undefined): Value {
  return bias ? addBias(graph, x, bias) : x;
}

/** Multiplies a state by the columns of some gates. */
function recurrentWeights({ graph, weight, layer }: LayerContext, units: number, gates: number) {
  const { data } = weight('cell/recurrent_kernel', [units, gates * units]);
  const parts = new Map<string, Value>();
  const part = (from: number, to: number): Value => {
    const key = `${from}:${to}`;
    const known = parts.get(key);
    if (known) return known;
    const width = (to - from) * units;
    const columns = new Float32Array(units * width);
    for (let row = 0; row < units; row++) {
      const start = row * gates * units + from * units;
      columns.set(data.subarray(start, start + width), row * width);
    }
    const added = graph.addConstant(
      { dtype: 'float32', shape: [units, width], data: columns },
      `${layer.name}/recurrent_kernel`,
    );
    parts.set(key, added);
    return added;
  };
  return {
    times: (h: Value, from: number, to: number) =>
      graph.add('MatMul', [h, part(from, to)], { T: { type: 'float32' } }),
  };
}

function recurrent(cellOf: (config: LayerConfig) => Cell): LayerKind {
  return {
    mask: 'used',
    variables: (config) => [
      { name: 'kernel', part: 'cell' },
      { name: 'recurrent_kernel', part: 'cell' },
      ...(config.flag('use_bias', true) ? [{ name: 'bias', part: 'cell' }] : []),
    ],
    build: (context) => run(context, cellOf(context.config)),
  };
}

function run(context: LayerContext, cell: Cell): Value | readonly Value[] {
  const { graph, config, input, inputs, refuse, maskOf, setMask } = context;
  if (config.flag('stateful', false)) throw refuse('it keeps its state from one call to the next');
  if (config.flag('time_major', false)) throw refuse('it is time_major');
  const units = config.int('units');
  const kernel = graph.addConstant(context.weight('cell/kernel', [knownSize(input, -1), cell.gates * units]));
  let projected = multiply(graph, asFloat(graph, input), kernel, cell.gates * units);
  if (config.flag('use_bias', true)) {
    const bias = context.weight('cell/bias', cell.biasShape(units)).data;
    projected = addBias(graph, projected, cell.inputBias(bias));
  }
  const given = maskOf(input);
  const isBackwards = config.flag('go_backwards', false);
  const isSequence = config.flag('return_sequences', false);
  const initial = inputs.slice(1).map((state) => asFloat(graph, state));
  if (initial.length > 0 && initial.length !== cell.states)
    throw refuse(`it is called with ${initial.length} states`);
  const { output, states } = runSequence(context, {
    projected,
    mask: given && asFloat(graph, given),
    initial: initial.length > 0 ? initial : Array.from({ length: cell.states }),
    stepIn: (within) => cell.step({ ...context, graph: within }, units),
    isBackwards,
    isSequence,
    isZeroed: config.flag('zero_output_for_mask', false),
  });
  if (isSequence && given) setMask(output, isBackwards ? reverse(graph, given) : given);
  return config.flag('return_state', false) ? [output, ...states] : output;
}

export const WRAPPING_LAYERS: LayerKinds = {
  Bidirectional: { mask: 'used', build: bidirectional },
  TimeDistributed: {
    build: ({ graph, input, layer, apply, refuse }) => {
      const sizes = sizesOf(graph, input);
      const rest = sizes.slice(2);
      if (rest.some((size) => typeof size !== 'number'))
        throw refuse('the input of each step has an open size');
      const flat = reshape(graph, input, [-1, ...rest]);
      const [y, ...more] = apply(layer.children[0]?.layer, [flat]);
      if (!y || more.length > 0) throw refuse('its layer has several outputs');
      if (elementCount(shapeOf(y).slice(1)) < 0) throw refuse('the output of its layer has an open size');
      return reshape(graph, y, [...sizes.slice(0, 2), ...shapeOf(y).slice(1)]);
    },
  },
};

function bidirectional({
  graph,
  config,
  input,
  inputs,
  layer,
  apply,
  refuse,
  maskOf,
  setMask,
}: LayerContext): Value | readonly Value[] {
  const [forward, backward] = layer.children.map(({ layer: each }) => each);
  const half = (inputs.length - 1) / 2;
  if (!Number.isInteger(half)) throw refuse(`it is called with ${inputs.length - 1} states`);
  const [there, ...statesThere] = apply(forward, [input, ...inputs.slice(1, 1 + half)]);
  const [back, ...statesBack] = apply(backward, [input, ...inputs.slice(1 + half)]);
  if (!there || !back || !forward) throw new TypeError('has no layers within it');
  const isSequence = forward.config.flag('return_sequences', false);
  const turned = isSequence ? reverse(graph, back) : back;
  const merged = mergeDirections(graph, config.raw('merge_mode'), there, turned);
  if (!merged) throw refuse(`its merge_mode is '${String(config.raw('merge_mode'))}'`);
  const mask = maskOf(input);
  if (mask && isSequence) for (const each of merged) setMask(each, mask);
  return [...merged, ...statesThere, ...statesBack];
}

function mergeDirections(graph: Graph, mode: unknown, a: Value, b: Value): readonly Value[] | undefined {
  switch (mode) {
    case 'concat':
    case undefined:
      return [concat(graph, [a, b], rankOf(a) - 1)];
    case 'sum':
      return [binary(graph, 'AddV2', a, b)];
    case 'mul':
      return [binary(graph, 'Mul', a, b)];
    case 'ave':
      return [binary(graph, 'Mul', binary(graph, 'AddV2', a, b), 0.5)];
    case null:
      return [a, b];
    default:
      return undefined;
  }
}
