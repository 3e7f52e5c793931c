import type { Graph } from '../graph/graph.ts';

/** Default bound of drawn whole numbers. */
const DEFAULT = 8;

/** Returns one more than the largest whole number that is a safe input: the number of rows of the model's tables. */
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
