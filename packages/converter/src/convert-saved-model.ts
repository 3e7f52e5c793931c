import type { Graph } from './graph/graph.ts';
import { convertGraph } from './convert-graph.ts';
import { assertRunnable } from './check/assert-runnable.ts';
import { openSavedModel } from './read/saved-model/read-saved-model.ts';

/**
 * Converts a signature of a SavedModel to a graph that TensorFlow.js can run.
 *
 * @throws {ModelFormatError} where the model is damaged. @throws {ConversionError} naming what cannot be converted.
 */
export async function convertSavedModel(folder: string, signature: string): Promise<Graph> {
  const reader = await openSavedModel(folder);
  const { graph } = await reader.read(signature);
  convertGraph(graph);
  assertRunnable(graph);
  return graph;
}
