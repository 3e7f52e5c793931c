import { elementCount } from '@pilotlight/protocol/tensors';
import type { Constant } from '../graph/constant.ts';
import type { Graph } from '../graph/graph.ts';
import type { GraphNode } from '../graph/graph-node.ts';
import { evaluate } from '../kernels/evaluate.ts';

/** By how many elements all constants of a graph together may become more than what they are computed from. */
const MAX_GROWN = 2 ** 25;

const grown = new WeakMap<Graph, number>();

/**
 * Computes a node whose operands are all constants. A few bytes can ask for any number of elements, so what would make the
 * graph much larger stays a node.
 *
 * @returns undefined where it is not computed.
 */
export function foldNode(graph: Graph, node: GraphNode): Constant | undefined {
  if (node.op === 'Const' || node.inputs.length === 0) return undefined;
  const before = grown.get(graph) ?? 0;
  const taken = node.inputs.reduce((sum, { shape = [] }) => sum + elementCount(shape), 0);
  const growth = (shape: readonly number[]) => Math.max(0, elementCount(shape) - taken);
  const [shape] = node.outputs.map((output) => output.shape);
  // Before anything is computed, where that is known.
  if (shape && !shape.includes(-1) && before + growth(shape) > MAX_GROWN) return undefined;
  const constant = before > MAX_GROWN ? undefined : evaluate(node);
  if (!constant) return undefined;
  const total = before + growth(constant.shape);
  grown.set(graph, total);
  return total > MAX_GROWN ? undefined : constant;
}
