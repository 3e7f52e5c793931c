import type { Graph } from './graph/graph.ts';
import { convertGraph, simplifyGraph } from './convert-graph.ts';
import { assertRunnable } from './check/assert-runnable.ts';
import { withTypedErrors } from './check/with-typed-errors.ts';
import { unrollLoops } from './passes/unroll-loops.ts';
import { openSavedModel, type SavedModelReader } from './read/saved-model/read-saved-model.ts';

/** The deepest nesting of loops. */
const MAX_NESTED = 16;

/**
 * Converts signatures of a SavedModel to graphs that TensorFlow.js can run.
 *
 * @throws {ModelFormatError} if the model is damaged. @throws {ConversionError} naming the part that cannot be converted.
 */
export async function convertSavedModel(
  folder: string,
  signatures: readonly string[],
): Promise<Map<string, Graph>> {
  return withTypedErrors(async () => {
    const graphs = new Map<string, Graph>();
    const reader = await openSavedModel(folder);
    for (const signature of signatures) graphs.set(signature, await convertSignature(reader, signature));
    return graphs;
  });
}

async function convertSignature(reader: SavedModelReader, signature: string): Promise<Graph> {
  const { graph, call, freeze } = await reader.read(signature);
  simplifyGraph(graph);
  // A loop may hold others.
  for (let round = 0; round < MAX_NESTED && unrollLoops(graph, call); round++) {
    await freeze();
    simplifyGraph(graph);
  }
  convertGraph(graph);
  assertRunnable(graph);
  return graph;
}
