import { expect, it } from 'vitest';
import { Graph } from './graph.ts';
import { isSameGraph } from './is-same-graph.ts';

interface Choices {
  input?: string;
  output?: string;
  weights?: number[];
  axis?: number;
  isSwapped?: boolean;
  size?: number;
  node?: string;
}

/** A small graph, and the same with one thing changed. */
function graphOf({
  input = 'x',
  output = 'y',
  weights = [1, 2],
  axis = 1,
  isSwapped = false,
  size = 2,
  node = 'difference',
}: Choices = {}): Graph {
  const graph = new Graph();
  const x = graph.addInput(input, { dtype: 'float32', shape: [-1, size] });
  const held = graph.addConstant({ dtype: 'float32', shape: [2], data: Float32Array.from(weights) });
  const difference = graph.add('Sub', isSwapped ? [held, x] : [x, held], {}, { name: node });
  graph.setOutput(output, graph.add('Pack', [difference, difference], { axis: { i: axis }, N: { i: 2 } }));
  return graph;
}

/** A graph that returns its input. */
function passing(dtype: 'uint8' | 'float32'): Graph {
  const graph = new Graph();
  graph.setOutput('y', graph.addInput('x', { dtype, shape: [-1] }));
  return graph;
}

it('is the same for equal graphs, whatever their nodes are called', () => {
  expect(isSameGraph(graphOf(), graphOf())).toBe(true);
  expect(isSameGraph(graphOf(), graphOf({ node: 'other' }))).toBe(true);
});

it.each<Choices>([
  { input: 'z' },
  { output: 'z' },
  { weights: [1, 3] },
  { weights: [1, -2] },
  { axis: 0 },
  { isSwapped: true },
  { size: 1 },
])('is not the same with %o', (changed) => {
  expect(isSameGraph(graphOf(), graphOf(changed))).toBe(false);
});

it('is not the same for graphs with functions, which may have the same names', () => {
  const [one, other] = [graphOf(), graphOf()];
  for (const graph of [one, other]) graph.addFunction('body', graphOf());
  expect(isSameGraph(one, other)).toBe(false);
});

it('is not the same for graphs of another length, or with inputs of another dtype', () => {
  const longer = graphOf();
  longer.addConstant({ dtype: 'float32', shape: [], data: Float32Array.of(1) });
  expect(isSameGraph(graphOf(), longer)).toBe(false);
  expect(isSameGraph(passing('uint8'), passing('uint8'))).toBe(true);
  expect(isSameGraph(passing('uint8'), passing('float32'))).toBe(false);
});
