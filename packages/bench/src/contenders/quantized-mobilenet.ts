import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readBmp } from '@pilotlight/model-runtime/read-bmp';
import { encodeBinaryTensor } from '@pilotlight/protocol';
import type { Deployable } from '../prepare/build-deployable.ts';
import { callOf, type Contender, resultOf } from './contender.ts';
import { startFunctionOf } from './floors.ts';

/** Files of the folder that `--data` names (github.com/google-coral/test_data). */
export const QUANTIZED_FILES = {
  model: 'mobilenet_v2_1.0_224_quant.tflite',
  labels: 'imagenet_labels.txt',
  photograph: 'resized_cat.bmp',
} as const;

/** Our function with the trained, quantized MobileNetV2 as it is, called with a photo of a cat. */
export async function quantizedMobilenet(
  { directory, env, functionMiB }: Deployable,
  dataFolder: string,
): Promise<Contender> {
  const { pixels: data } = readBmp(await readFile(join(dataFolder, QUANTIZED_FILES.photograph)));
  const photograph = encodeBinaryTensor({ dtype: 'uint8', shape: [224, 224, 3], data });
  return {
    id: 'mobilenet-quantized',
    name: '`predict`, MobileNetV2 uint8 as trained, `litert`',
    role: 'ours',
    functionMiB,
    start: (processors) => startFunctionOf(directory, 'predict', { env, processors }),
    body: callOf({ raw: true, top: 1, instances: [photograph] }),
    isCorrect: (answer) => bestLabel(resultOf(answer)) === 'Egyptian cat',
  };
}

/** Returns the name of the best class of the first row. */
export function bestLabel(result: unknown): unknown {
  const top = typeof result === 'object' && result !== null && 'top' in result ? result.top : undefined;
  const row: unknown = Array.isArray(top) ? top[0] : undefined;
  const best: unknown = Array.isArray(row) ? row[0] : undefined;
  return typeof best === 'object' && best !== null && 'label' in best ? best.label : undefined;
}
