import { largestIndex } from './check/largest-index.ts';
import type { Graph } from './graph/graph.ts';
import { writeGraphModel } from './write/write-graph-model.ts';

/**
 * Writes a converted model into an existing empty folder.
 *
 * @returns one more than the largest whole number in the inputs to compare it with. It is all that is kept: the process that
 *   compares needs the memory of the graphs.
 */
export async function writeConverted(graphs: ReadonlyMap<string, Graph>, output: string): Promise<number> {
  await writeGraphModel(graphs, output);
  return largestIndex(graphs.values());
}
