import type { Graph } from '../graph/graph.ts';
import { evaluate } from '../kernels/evaluate.ts';

/** Puts what is computed from constants alone into the place where it is computed. */
export function foldConstants(graph: Graph): void {
  graph.rewrite((node) => {
    if (node.op === 'Const' || node.inputs.length === 0) return undefined;
    const constant = evaluate(node);
    return constant && [graph.addConstant(constant, node.name)];
  });
}
