import { readModelJson, readWeights, type Weight } from '@pilotlight/model-formats/tfjs';
import { ConversionError } from '../../conversion-error.ts';
import type { Constant } from '../../graph/constant.ts';
import type { KerasContent } from './keras-content.ts';

/**
 * Reads the layers model of a `model.json`, which TensorFlow.js's converter makes from a Keras file.
 *
 * @throws {ModelFormatError} if it is damaged. @throws {ConversionError} if its weights are stored in other types.
 */
export async function readLayersModel(file: string): Promise<KerasContent> {
  const { written } = await readModelJson(file);
  const { modelTopology: topology, weightsManifest } = written;
  const datasets = new Map<string, Constant>();
  for (const weight of (await readWeights(file, weightsManifest)).flat()) {
    if (datasets.has(weight.name)) throw new ConversionError(`it has two weights called '${weight.name}'`);
    datasets.set(weight.name, toConstant(weight));
  }
  const { keras_version: version } = topology;
  return {
    file,
    // A browser saves the configuration itself.
    config: topology['model_config'] ?? topology,
    version: typeof version === 'string' ? version.replace(/^\D+/, '') : '2',
    weights: { attributes: new Map(), datasets },
    layout: 'names',
  };
}

function toConstant({ name, shape, dtype, bytes, quantization }: Weight): Constant {
  const isPlain = quantization === undefined && (dtype === 'float32' || dtype === 'int32');
  if (!isPlain) {
    throw new ConversionError(
      `its weight '${name}' is stored as ${quantization?.dtype ?? dtype}: convert the model without quantizing it`,
    );
  }
  // Their offset in the file need not be a multiple of four.
  const { buffer } = bytes.slice();
  return dtype === 'float32'
    ? { dtype: 'float32', shape, data: new Float32Array(buffer) }
    : { dtype: 'int32', shape, data: new Int32Array(buffer) };
}
