import { ModelFormatError } from '@pilotlight/model-formats';
import { ConversionError } from './conversion-error.ts';
import type { Graph } from './graph/graph.ts';
import { convertGraph, simplifyGraph } from './convert-graph.ts';
import { assertRunnable } from './check/assert-runnable.ts';
import { unrollLoops } from './passes/unroll-loops.ts';
import { openSavedModel, type SavedModelReader } from './read/saved-model/read-saved-model.ts';

/** How deep in loops within loops. */
const MAX_NESTED = 16;

/**
 * Converts signatures of a SavedModel to graphs that TensorFlow.js can run.
 *
 * @throws {ModelFormatError} where the model is damaged. @throws {ConversionError} naming what cannot be converted.
 */
export async function convertSavedModel(
  folder: string,
  signatures: readonly string[],
): Promise<Map<string, Graph>> {
  const graphs = new Map<string, Graph>();
  try {
    const reader = await openSavedModel(folder);
    for (const signature of signatures) graphs.set(signature, await convertSignature(reader, signature));
  } catch (cause) {
    if (ConversionError.isInstance(cause) || ModelFormatError.isInstance(cause)) throw cause;
    // Whatever is in its files, a pass may come upon something that no model has.
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new ConversionError(`it is damaged, or like no model that is known here (${detail})`, { cause });
  }
  return graphs;
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
