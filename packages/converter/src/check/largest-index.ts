import type { Graph } from '../graph/graph.ts';

/** Where nothing says more, whole numbers are drawn below this. */
const DEFAULT = 8;

/** Returns one more than the largest whole number that is safe to ask a model with: its tables have as many rows. */
export function largestIndex(graphs: Iterable<Graph>): number {
  let most = DEFAULT;
  for (const { nodes } of graphs) {
    for (const { op, inputs } of nodes) {
      const [table] = inputs;
      const rows = op === 'GatherV2' && table?.node.constant ? table.node.constant.shape[0] : undefined;
      if (rows !== undefined) most = Math.min(most, rows);
    }
  }
  return Math.max(most, 1);
}
