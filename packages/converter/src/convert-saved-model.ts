import type { Graph } from './graph/graph.ts';
import { isSameGraph } from './graph/is-same-graph.ts';
import { collectGarbage } from './collect-garbage.ts';
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
    const graphs = await readSignatures(folder, signatures);
    // The files are no longer needed.
    collectGarbage();
    for (const graph of new Set(graphs.values())) {
      convertGraph(graph);
      assertRunnable(graph);
    }
    return graphs;
  });
}

async function readSignatures(folder: string, signatures: readonly string[]): Promise<Map<string, Graph>> {
  const graphs = new Map<string, Graph>();
  const reader = await openSavedModel(folder);
  collectGarbage();
  for (const signature of signatures) {
    const graph = await readSignature(reader, signature);
    // Keras exports the same model under two names.
    const known = [...graphs.values()].find((other) => isSameGraph(graph, other));
    graphs.set(signature, known ?? graph);
  }
  return graphs;
}

/** Reads a signature as a graph without loops of known length. */
async function readSignature(reader: SavedModelReader, signature: string): Promise<Graph> {
  const { graph, call, freeze } = await reader.read(signature);
  simplifyGraph(graph);
  // A loop may hold others.
  for (let round = 0; round < MAX_NESTED && unrollLoops(graph, call); round++) {
    await freeze();
    simplifyGraph(graph);
  }
  return graph;
}
