import { expect, it } from 'vitest';
import { Graph } from '../graph/graph.ts';
import { floatConstant } from '../graph/make-constant.ts';
import { foldIntoWeights } from './fold-into-weights.ts';
import { fuseActivations } from './fuse-activations.ts';
import { prune } from './prune.ts';

/** Returns a convolution of one pixel and two channels, times (2, 3), plus (10, 20), and a Relu. */
function normalized(channels: number[]): Graph {
  const graph = new Graph();
  const x = graph.addInput('x', { dtype: 'float32', shape: [-1, 4, 4, 1] });
  const filter = graph.addConstant(floatConstant([1, 1, 1, 2], Float32Array.of(1, 1)));
  const attributes = { strides: { list: { i: [1, 1, 1, 1] } }, padding: { s: 'SAME' } } as const;
  const conv = graph.add('Conv2D', [x, filter], attributes);
  const factor = graph.addConstant(floatConstant(channels, Float32Array.of(2, 3)));
  const added = graph.addConstant(floatConstant([2], Float32Array.of(10, 20)));
  graph.setOutput('y', graph.add('Relu', [graph.add('AddV2', [graph.add('Mul', [conv, factor]), added])]));
  return graph;
}

it.each([[[2]], [[1, 1, 1, 2]]])('folds a normalization of %j into a fused convolution', (channels) => {
  const graph = normalized(channels);
  foldIntoWeights(graph);
  fuseActivations(graph);
  prune(graph);
  const output = graph.outputs.get('y')?.node;
  expect(output?.op).toBe('_FusedConv2D');
  expect(output?.attributes['fused_ops']).toEqual({ list: { s: ['BiasAdd', 'Relu'] } });
  const [, filter, bias] = output?.inputs ?? [];
  expect(filter?.node.constant?.data).toEqual(Float32Array.of(2, 3));
  expect(bias?.node.constant?.data).toEqual(Float32Array.of(10, 20));
  expect(graph.nodes.map(({ op }) => op)).toEqual(['Placeholder', 'Const', 'Const', '_FusedConv2D']);
});

it('does not change weights that another node uses', () => {
  const graph = normalized([2]);
  const conv = graph.nodes.find(({ op }) => op === 'Conv2D')?.outputs[0];
  if (conv) graph.setOutput('before', conv);
  foldIntoWeights(graph);
  expect(graph.nodes.some(({ op }) => op === 'Mul')).toBe(true);
});

it('does not fold a factor that makes other dimensions larger', () => {
  const graph = new Graph();
  const x = graph.addInput('x', { dtype: 'float32', shape: [-1, 3] });
  const weights = graph.addConstant(floatConstant([3, 2], new Float32Array(6).fill(1)));
  const factor = graph.addConstant(floatConstant([2, 2], new Float32Array(4).fill(2)));
  graph.setOutput('y', graph.add('Mul', [graph.add('MatMul', [x, weights]), factor]));
  foldIntoWeights(graph);
  expect(graph.outputs.get('y')?.node.op).toBe('Mul');
});
