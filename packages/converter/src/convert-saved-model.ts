import type { Graph } from './graph/graph.ts';
import { convertGraph } from './convert-graph.ts';
import { assertRunnable } from './check/assert-runnable.ts';
import { openSavedModel } from './read/saved-model/read-saved-model.ts';

/**
 * Converts signatures of a SavedModel to graphs that TensorFlow.js can run.
 *
 * @throws {ModelFormatError} where the model is damaged. @throws {ConversionError} naming what cannot be converted.
 */
export async function convertSavedModel(
  folder: string,
  signatures: readonly string[],
): Promise<Map<string, Graph>> {
  const reader = await openSavedModel(folder);
  const graphs = new Map<string, Graph>();
  for (const signature of signatures) {
    const { graph } = await reader.read(signature);
    convertGraph(graph);
    assertRunnable(graph);
    graphs.set(signature, graph);
  }
  return graphs;
}
