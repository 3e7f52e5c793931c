import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Constant } from '../graph/constant.ts';
import { Graph } from '../graph/graph.ts';
import { addFloatScalar, addIntList } from '../graph/make-constant.ts';
import { inferShapes } from './infer-shapes.ts';
import { foldConstants } from './fold-constants.ts';

function folded(build: (graph: Graph) => Parameters<Graph['setOutput']>[1]): Constant | undefined {
  const graph = new Graph();
  graph.setOutput('y', build(graph));
  foldConstants(graph);
  return graph.outputs.get('y')?.node.constant;
}

it('rounds floats to their own precision, and keeps small ones', () => {
  const sum = folded((graph) =>
    graph.add('AddV2', [addFloatScalar(graph, 0.1), addFloatScalar(graph, 1e-6)]),
  );
  expect(sum?.data).toEqual(Float32Array.of(Math.fround(0.1) + Math.fround(1e-6)));
});

const big = (graph: Graph) =>
  graph.addConstant({ dtype: 'int64', shape: [], data: BigInt64Array.of(2n ** 40n) });

it('does not fold whole numbers that do not fit the new dtype', () => {
  expect(folded((graph) => graph.add('Cast', [big(graph)], { DstT: { type: 'int32' } }))).toBeUndefined();
  expect(folded((graph) => graph.add('Mul', [big(graph), big(graph)]))).toBeUndefined();
  const product = folded((graph) => graph.add('AddV2', [big(graph), big(graph)]));
  expect(product?.data).toEqual(BigInt64Array.of(2n ** 41n));
});

it('moves elements as TensorFlow does', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), (rows, columns) => {
      const data = Float32Array.from({ length: rows * columns }, (_, at) => at);
      const turned = folded((graph) => {
        const x = graph.addConstant({ dtype: 'float32', shape: [rows, columns], data });
        return graph.add('Transpose', [x, addIntList(graph, [1, 0])]);
      });
      expect(turned?.shape).toEqual([columns, rows]);
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++)
          expect(turned?.data[column * rows + row]).toBe(data[row * columns + column]);
    }),
  );
});

it('does not fold a constant that would be too large', () => {
  const tiled = folded((graph) =>
    graph.add('Fill', [addIntList(graph, [100_000, 100_000]), addFloatScalar(graph, 1)]),
  );
  expect(tiled).toBeUndefined();
});

it('limits the number of elements folded out of a few bytes', () => {
  const graph = new Graph();
  for (let at = 0; at < 12; at++) {
    const filled = graph.add('Fill', [addIntList(graph, [2 ** 22]), addFloatScalar(graph, at)]);
    graph.setOutput(`y${at}`, filled);
  }
  for (let round = 0; round < 3; round++) {
    inferShapes(graph);
    foldConstants(graph);
  }
  const computed = [...graph.outputs.values()].filter(({ node }) => node.constant);
  expect(computed).toHaveLength(8);
});
