import type { Graph } from '../graph/graph.ts';
import type { GraphNode } from '../graph/graph-node.ts';

/** Removes nodes that no output depends on. Inputs of the signature stay, even unused ones. */
export function prune(graph: Graph): void {
  const needed = new Set<GraphNode>([...graph.inputs.values()].map(({ node }) => node));
  const open = [...graph.outputs.values()].map(({ node }) => node);
  for (let node = open.pop(); node; node = open.pop()) {
    if (needed.has(node) && node.op !== 'Placeholder') continue;
    needed.add(node);
    for (const input of node.inputs) if (!needed.has(input.node)) open.push(input.node);
  }
  graph.keepNodes((node) => needed.has(node));
}
