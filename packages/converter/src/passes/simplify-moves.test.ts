import { expect, it } from 'vitest';
import { Graph } from '../graph/graph.ts';
import { wholeNumbers } from '../graph/constant-values.ts';
import type { Value } from '../graph/graph-node.ts';
import { addIntList, addIntScalar } from '../graph/make-constant.ts';
import { prune } from './prune.ts';
import { simplifyMoves } from './simplify-moves.ts';

function simplified(shape: number[], build: (graph: Graph, x: Value) => Value): Graph {
  const graph = new Graph();
  graph.setOutput('y', build(graph, graph.addInput('x', { dtype: 'float32', shape })));
  simplifyMoves(graph);
  simplifyMoves(graph);
  prune(graph);
  return graph;
}

const opsOf = ({ nodes }: Graph) => nodes.map(({ op }) => op).filter((op) => op !== 'Const');

it('cancels transpositions that undo each other', () => {
  const graph = simplified([-1, 5, 3], (g, x) => {
    const turned = g.add('Transpose', [x, addIntList(g, [1, 0, 2])]);
    return g.add('Neg', [g.add('Transpose', [turned, addIntList(g, [1, 0, 2])])]);
  });
  expect(opsOf(graph)).toEqual(['Placeholder', 'Neg']);
});

it('writes a Split as slices', () => {
  const graph = new Graph();
  const x = graph.addInput('x', { dtype: 'float32', shape: [-1, 6] });
  const parts = graph.addNode('Split', [addIntScalar(graph, 1), x], { attributes: { num_split: { i: 3 } } });
  for (const [at, part] of parts.entries()) graph.setOutput(`part${at}`, part);
  simplifyMoves(graph);
  prune(graph);
  expect(opsOf(graph)).toEqual(['Placeholder', 'Slice', 'Slice', 'Slice']);
  expect(wholeNumbers(graph.outputs.get('part2')?.node.inputs[1])).toEqual([0, 4]);
  expect(wholeNumbers(graph.outputs.get('part2')?.node.inputs[2])).toEqual([-1, 2]);
});

it('replaces an element of a Pack with the input of the Pack', () => {
  const graph = simplified([-1, 6], (g, x) => {
    const packed = g.add('Pack', [g.add('Neg', [x]), x], { axis: { i: 0 }, N: { i: 2 } });
    const bounds = [[-1], [0], [1]].map((each) => addIntList(g, each));
    return g.add('Abs', [g.add('StridedSlice', [packed, ...bounds], { shrink_axis_mask: { i: 1 } })]);
  });
  expect(opsOf(graph)).toEqual(['Placeholder', 'Abs']);
});

it('does not change a slice if its size depends on the input', () => {
  const graph = simplified([-1, 6], (g, x) => {
    const bounds = [[-2], [-1], [1]].map((each) => addIntList(g, each));
    return g.add('StridedSlice', [x, ...bounds]);
  });
  expect(opsOf(graph)).toEqual(['Placeholder', 'StridedSlice']);
});
