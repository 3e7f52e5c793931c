import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';
import { assertRunnable } from './check/assert-runnable.ts';
import { type Checked, compareConverted } from './check/compare-converted.ts';
import { withTypedErrors } from './check/with-typed-errors.ts';
import { convertGraph } from './convert-graph.ts';
import type { Graph } from './graph/graph.ts';
import { readKerasModel } from './keras/read-keras-model.ts';
import { writeConverted } from './write-converted.ts';

/**
 * Converts a `.keras` or an `.h5` file, or the layers model of a `model.json`, to a graph that TensorFlow.js can run.
 *
 * @throws {ModelFormatError} if the file is damaged or not a model.
 * @throws {ConversionError} naming the part that cannot be converted.
 */
export async function convertKerasFile(file: string): Promise<Map<string, Graph>> {
  return withTypedErrors(async () => {
    const graph = await readKerasModel(file);
    convertGraph(graph);
    assertRunnable(graph);
    return new Map([[DEFAULT_SIGNATURE, graph]]);
  });
}

/**
 * Converts a Keras file to a graph model of TensorFlow.js, and compares the two if a Python with Keras is installed.
 *
 * @param output an existing empty folder.
 * @throws {ModelFormatError} if the file is damaged or not a model.
 * @throws {ConversionError} naming the part that cannot be converted, or how its answers differ.
 */
export async function convertKerasModel({
  file,
  output,
  python,
}: {
  file: string;
  output: string;
  python: string | undefined;
}): Promise<Checked> {
  const maxInt = await writeConverted(await convertKerasFile(file), output);
  return compareConverted({ original: file, converted: output, maxInt, python });
}
