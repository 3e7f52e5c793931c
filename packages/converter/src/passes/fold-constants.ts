import type { Graph } from '../graph/graph.ts';
import { foldNode } from './fold-node.ts';

/** Puts what is computed from constants alone into the place where it is computed. */
export function foldConstants(graph: Graph): void {
  graph.rewrite((node) => {
    const constant = foldNode(graph, node);
    return constant && [graph.addConstant(constant, node.name)];
  });
}
