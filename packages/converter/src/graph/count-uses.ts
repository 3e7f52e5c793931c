import type { Graph } from './graph.ts';
import type { Value } from './graph-node.ts';

/** Returns how often each value is used, by nodes and as an output of the signature. */
export function countUses(graph: Graph): Map<Value, number> {
  const uses = new Map<Value, number>();
  const count = (value: Value) => uses.set(value, (uses.get(value) ?? 0) + 1);
  for (const { inputs } of graph.nodes) inputs.forEach(count);
  for (const value of graph.outputs.values()) count(value);
  return uses;
}
