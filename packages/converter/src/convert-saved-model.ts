import type { Graph } from './graph/graph.ts';
import { convertGraph, simplifyGraph } from './convert-graph.ts';
import { assertRunnable } from './check/assert-runnable.ts';
import { unrollLoops } from './passes/unroll-loops.ts';
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
    const { graph, call, freeze } = await reader.read(signature);
    simplifyGraph(graph);
    // A loop may hold others.
    while (unrollLoops(graph, call)) {
      await freeze();
      simplifyGraph(graph);
    }
    convertGraph(graph);
    assertRunnable(graph);
    graphs.set(signature, graph);
  }
  return graphs;
}
