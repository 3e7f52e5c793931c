import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';
import { assertRunnable } from './check/assert-runnable.ts';
import { convertGraph } from './convert-graph.ts';
import type { Graph } from './graph/graph.ts';
import { readKerasModel } from './keras/read-keras-model.ts';

/**
 * Converts a `.keras` or an `.h5` file to a graph that TensorFlow.js can run.
 *
 * @throws {ModelFormatError} where the file is damaged or no model.
 * @throws {ConversionError} naming what cannot be converted.
 */
export async function convertKerasFile(file: string): Promise<Map<string, Graph>> {
  const graph = await readKerasModel(file);
  convertGraph(graph);
  assertRunnable(graph);
  return new Map([[DEFAULT_SIGNATURE, graph]]);
}
