import { locateModel } from '@pilotlight/model-formats';
import { readModelJson, readWeights } from '@pilotlight/model-formats/tfjs';
import { OptimizerError } from '../optimizer-error.ts';
import type { TfjsModel } from './tfjs-model.ts';

/**
 * Reads a whole TensorFlow.js graph or layers model.
 *
 * @param path its `model.json` or the folder of that.
 * @throws {ModelFormatError} if it is damaged. @throws {OptimizerError} if it is a model of another format.
 */
export async function readTfjsModel(path: string): Promise<TfjsModel> {
  const location = await locateModel(path);
  if (location.kind !== 'tfjs') {
    throw new OptimizerError(
      `${path} is a ${location.kind}, and only the weights of a TensorFlow.js model can be rewritten`,
    );
  }
  const { file } = location;
  const { json, topology, weightsManifest } = await readModelJson(file);
  return { format: topology.format, file, json, groups: await readWeights(file, weightsManifest) };
}
