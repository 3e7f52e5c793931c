import type { Value } from '../../graph/graph-node.ts';
import { activate } from './activation.ts';
import { addBias, asFloat } from './arithmetic.ts';
import type { LayerContext, LayerKinds } from './layer-kind.ts';
import { knownSize, rankOf, reshape, sizesOf } from './shaping.ts';
import type { Graph } from '../../graph/graph.ts';

export const DENSE_LAYERS: LayerKinds = {
  Dense: {
    variables: (config) => [{ name: 'kernel' }, ...(config.flag('use_bias', true) ? [{ name: 'bias' }] : [])],
    build: dense,
  },
  EinsumDense: {
    variables: (config) => [{ name: 'kernel' }, ...(config.has('bias_axes') ? [{ name: 'bias' }] : [])],
    build: einsumDense,
  },
  Embedding: {
    variables: () => [{ name: 'embeddings' }],
    mask: 'used',
    build: ({ graph, config, input, weight, setMask }) => {
      const table = graph.addConstant(
        weight('embeddings', [config.int('input_dim'), config.int('output_dim')]),
      );
      const indices =
        input.dtype === 'int32'
          ? input
          : graph.add('Cast', [input], { SrcT: { type: input.dtype }, DstT: { type: 'int32' } });
      const zero = graph.addConstant({ dtype: 'int32', shape: [], data: Int32Array.of(0) });
      const rows = graph.add('GatherV2', [table, indices, zero], {
        Tparams: { type: 'float32' },
        Tindices: { type: 'int32' },
        Taxis: { type: 'int32' },
      });
      if (config.flag('mask_zero', false)) {
        const { shape } = indices;
        setMask(
          rows,
          graph.add(
            'NotEqual',
            [indices, zero],
            { T: { type: 'int32' } },
            { outputs: [{ dtype: 'bool', shape }] },
          ),
        );
      }
      return rows;
    },
  },
};

function dense(context: LayerContext): Value {
  const { graph, config, input, layer } = context;
  const x = asFloat(graph, input);
  const units = config.int('units');
  const kernel = context.weight('kernel', [knownSize(x, -1), units]);
  let y = multiply(graph, x, graph.addConstant(kernel, `${layer.name}/kernel`), units);
  if (config.flag('use_bias', true)) y = addBias(graph, y, context.weight('bias', [units]).data);
  return activate(context, y);
}

/** Multiplies along the last axis by a matrix. */
export function multiply(graph: Graph, x: Value, matrix: Value, units: number): Value {
  const rank = rankOf(x);
  const flat = rank === 2 ? x : reshape(graph, x, [-1, knownSize(x, -1)]);
  const y = graph.add('MatMul', [flat, matrix], { T: { type: 'float32' } });
  return rank === 2 ? y : reshape(graph, y, [...sizesOf(graph, x).slice(0, -1), units]);
}

function einsumDense(context: LayerContext): Value {
  const { graph, config, input, refuse } = context;
  const x = asFloat(graph, input);
  const equation = config.text('equation');
  if (equation.includes('.')) throw refuse(`its equation ${equation} has an ellipsis`);
  const kernel = context.weight(
    'kernel',
    equation
      .split(/[,-]/)[1]
      ?.split('')
      .map(() => -1) ?? [],
  );
  const [left = '', right = '', , output = ''] = equation.split(/[,>-]/);
  const sizes = new Map<string, number>();
  for (const [at, letter] of Array.from(left).entries()) sizes.set(letter, x.shape?.[at] ?? -1);
  for (const [at, letter] of Array.from(right).entries()) sizes.set(letter, kernel.shape[at] ?? -1);
  const shape = Array.from(output).map((letter) => sizes.get(letter) ?? -1);
  let y = einsum(graph, equation, [x, graph.addConstant(kernel)], shape);
  if (config.has('bias_axes')) {
    const axes = config.text('bias_axes');
    const own = Array.from(output).map((letter) => (axes.includes(letter) ? (sizes.get(letter) ?? -1) : 1));
    const bias = context.weight(
      'bias',
      Array.from(axes).map(() => -1),
    );
    const inOrder = Array.from(output)
      .filter((letter) => axes.includes(letter))
      .join('');
    if (inOrder !== axes) throw refuse('its bias has axes in another order than its output');
    y = graph.add('AddV2', [y, graph.addConstant({ ...bias, shape: own })], { T: { type: 'float32' } });
  }
  return activate(context, y);
}

export function einsum(
  graph: Graph,
  equation: string,
  inputs: readonly Value[],
  shape: readonly number[],
): Value {
  return graph.add(
    'Einsum',
    inputs,
    { equation: { s: equation }, N: { i: inputs.length }, T: { type: 'float32' } },
    { outputs: [{ dtype: 'float32', shape }] },
  );
}
