import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOfFile, type Manifest } from '@pilotlight/model-runtime/store';
import { encodeBinaryTensor } from '@pilotlight/protocol';
import type { LayersModel } from '@tensorflow/tfjs-node';
import { CLASSES, SIDE } from '../mnist/digit-set.ts';
import { INPUT_NAME, OUTPUT_NAME } from '../network/tensor-names.ts';

const imageShape = [SIDE, SIDE, 1];

/**
 * Writes a model and its manifest into a folder: `model.json`, `weights.bin`, `manifest.json`.
 *
 * @param sample the input of the warm-up, 784 floats of 0 to 1.
 */
export async function writeModel({
  model,
  sample,
  directory,
}: {
  model: LayersModel;
  sample: Float32Array;
  directory: string;
}): Promise<void> {
  // Not a valid URL: tfjs-node takes everything after the two slashes literally, spaces too.
  await model.save(`file://${directory}`);
  const manifest: Manifest = {
    format: 'tfjs-layers-model',
    engine: 'wasm',
    entry: 'model.json',
    signatures: {
      serving_default: {
        inputs: { [INPUT_NAME]: { dtype: 'float32', shape: [-1, ...imageShape] } },
        outputs: { [OUTPUT_NAME]: { dtype: 'float32', shape: [-1, CLASSES] } },
      },
    },
    labels: Array.from({ length: CLASSES }, (_, digit) => String(digit)),
    files: {
      'model.json': await digestOfFile(join(directory, 'model.json')),
      'weights.bin': await digestOfFile(join(directory, 'weights.bin')),
    },
    sample: {
      [INPUT_NAME]: encodeBinaryTensor({ dtype: 'float32', shape: [1, ...imageShape], data: sample }),
    },
  };
  await writeFile(join(directory, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
}
