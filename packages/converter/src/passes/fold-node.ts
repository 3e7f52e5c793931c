import { elementCount } from '@pilotlight/protocol/tensors';
import type { Constant } from '../graph/constant.ts';
import type { Graph } from '../graph/graph.ts';
import type { GraphNode } from '../graph/graph-node.ts';
import { evaluate } from '../kernels/evaluate.ts';

/** The most elements by which all constants of a graph together may grow over their operands. */
const MAX_GROWN = 2 ** 25;

const grown = new WeakMap<Graph, number>();

/**
 * Computes a node that has only constant operands. A few bytes can claim any number of elements, so a node stays if its result
 * would make the graph much larger.
 *
 * @returns undefined if it is not computed.
 */
export function foldNode(graph: Graph, node: GraphNode): Constant | undefined {
  if (node.op === 'Const' || node.inputs.length === 0) return undefined;
  const before = grown.get(graph) ?? 0;
  const taken = node.inputs.reduce((sum, { shape = [] }) => sum + elementCount(shape), 0);
  const growth = (shape: readonly number[]) => Math.max(0, elementCount(shape) - taken);
  const [shape] = node.outputs.map((output) => output.shape);
  // Check before computing, if the size is known.
  if (shape && !shape.includes(-1) && before + growth(shape) > MAX_GROWN) return undefined;
  const constant = before > MAX_GROWN ? undefined : evaluate(node);
  if (!constant) return undefined;
  const total = before + growth(constant.shape);
  grown.set(graph, total);
  return total > MAX_GROWN ? undefined : constant;
}
