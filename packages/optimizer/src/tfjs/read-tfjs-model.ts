import { locateModel } from '@pilotlight/model-formats';
import { readModelJson, readWeights } from '@pilotlight/model-formats/tfjs';
import { OptimizerError } from '../optimizer-error.ts';
import type { TfjsModel } from './tfjs-model.ts';

/**
 * Reads a graph or layers model of TensorFlow.js whole.
 *
 * @param path its `model.json` or the folder that holds it.
 * @throws {ModelFormatError} where it is damaged. @throws {OptimizerError} where it is a model of another format.
 */
export async function readTfjsModel(path: string): Promise<TfjsModel> {
  const location = await locateModel(path);
  if (location.kind !== 'tfjs') {
    throw new OptimizerError(
      `${path} is a ${location.kind}, whose weights cannot be rewritten here: only those of a TensorFlow.js model can be`,
    );
  }
  const { file } = location;
  const { json, topology, weightsManifest } = await readModelJson(file);
  return { format: topology.format, file, json, groups: await readWeights(file, weightsManifest) };
}
