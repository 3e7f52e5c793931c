import type { Graph } from '../graph/graph.ts';
import type { GraphNode, Value } from '../graph/graph-node.ts';
import { addFloatScalar } from '../graph/make-constant.ts';

/** Replacements of ops that TensorFlow.js does not know. */
const LOWERED: Readonly<Record<string, (graph: Graph, node: GraphNode, x: Value) => Value>> = {
  Erfc: (graph, node, x) =>
    graph.add('Sub', [addFloatScalar(graph, 1), graph.add('Erf', [x])], {}, { name: node.name }),
  Softsign: (graph, node, x) => {
    const divisor = graph.add('AddV2', [graph.add('Abs', [x]), addFloatScalar(graph, 1)]);
    return graph.add('RealDiv', [x, divisor], {}, { name: node.name });
  },
  Rint: (graph, node, x) => graph.add('Round', [x], {}, { name: node.name }),
  Inv: (graph, node, x) => graph.add('Reciprocal', [x], {}, { name: node.name }),
};

/** Replaces activations that TensorFlow.js does not know with simpler ops. */
export function lowerActivations(graph: Graph): void {
  graph.rewrite((node) => {
    const [x] = node.inputs;
    const lower = Object.hasOwn(LOWERED, node.op) ? LOWERED[node.op] : undefined;
    return lower && x && [lower(graph, node, x)];
  });
}
