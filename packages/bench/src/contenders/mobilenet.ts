import { encodeBinaryTensor } from '@pilotlight/protocol';
import type { Deployable } from '../prepare/build-deployable.ts';
import type { DrawnMobilenet } from '../prepare/drawn-mobilenet.ts';
import { agree } from './agree.ts';
import { callOf, type Contender, firstRowOf } from './contender.ts';
import { startFunctionOf } from './floors.ts';

const SHAPE = [1, 224, 224, 3];

/** The forms of MobileNetV2 with drawn weights, and its name on each engine. */
const FORMS = {
  wasm: { file: 'tfjs-graph', name: '`predict`, MobileNetV2 float32, `wasm`' },
  converted: { file: 'saved_model', name: '`predict`, MobileNetV2 SavedModel by its defaults' },
  litert: { file: 'int8.tflite', name: '`predict`, MobileNetV2 int8, `litert`' },
  'tfjs-node': { file: 'saved_model', name: '`predict`, MobileNetV2 SavedModel, `tfjs-node`' },
} as const;
export type Form = keyof typeof FORMS;

/** Our function with one form of MobileNetV2, compared with Python's answers for the same weights and image. */
export function mobilenet(
  form: Form,
  { directory, env, functionMiB }: Deployable,
  drawn: DrawnMobilenet,
): Contender {
  const isInt8 = form === 'litert';
  const data = isInt8
    ? Int8Array.from(drawn.int8.image)
    : Float32Array.from(drawn.pixels, (pixel) => pixel / 127.5 - 1);
  const dtype = isInt8 ? 'int8' : 'float32';
  const expected = isInt8 ? drawn.int8.scores : drawn.scores;
  return {
    id: `mobilenet-${form}`,
    name: FORMS[form].name,
    role: 'ours',
    functionMiB,
    start: (processors) => startFunctionOf(directory, 'predict', { env, processors }),
    body: callOf({ raw: isInt8, inputs: encodeBinaryTensor({ dtype, shape: SHAPE, data }) }),
    isCorrect: (answer) => agree(firstRowOf(answer), expected),
  };
}
