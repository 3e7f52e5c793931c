import type { Graph } from '../graph/graph.ts';
import { foldNode } from './fold-node.ts';

/** Replaces values computed from constants alone with constants. */
export function foldConstants(graph: Graph): void {
  graph.rewrite((node) => {
    const constant = foldNode(graph, node);
    return constant && [graph.addConstant(constant, node.name)];
  });
}
