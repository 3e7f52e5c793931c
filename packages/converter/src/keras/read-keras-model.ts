import { ModelFormatError } from '@pilotlight/model-formats';
import { ConversionError } from '../conversion-error.ts';
import { Graph } from '../graph/graph.ts';
import { buildGraph } from './build-graph.ts';
import { readModel } from './config/read-model.ts';
import { readKerasFile } from './file/keras-file.ts';
import { assertKnown } from './layers/assert-known.ts';
import { assignWeights } from './weights/assign-weights.ts';

/**
 * Reads a `.keras` or an `.h5` file, of Keras 2 or 3, into a graph. Inputs and outputs have the names that `model.export` gives
 * them.
 *
 * @throws {ModelFormatError} if the file is damaged or not a model.
 * @throws {ConversionError} naming a layer that cannot be converted.
 */
export async function readKerasModel(path: string): Promise<Graph> {
  const keras = await readKerasFile(path);
  const graph = new Graph();
  try {
    const model = readModel(keras.config);
    assertKnown(model.layers);
    const weights = assignWeights(model, keras);
    buildGraph(graph, model, { weights, isKeras2: Number.parseInt(keras.version, 10) < 3 });
  } catch (cause) {
    if (ConversionError.isInstance(cause)) throw cause;
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new ModelFormatError(
      {
        file: path,
        problem: `is damaged, or not a Keras model: it ${problem}`,
        fix: "save the model again with model.save('model.keras')",
      },
      { cause },
    );
  }
  return graph;
}
