import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelDescription } from '@pilotlight/model-formats';
import { entriesOf, messagesOf, stringOf } from '@pilotlight/model-runtime/saved-model';
import { DEFAULT_SIGNATURE, type NamedTensors } from '@pilotlight/protocol/tensors';
import { readTensorProto } from './tensor-proto.ts';

/** File with TensorFlow Serving's warm-up requests for a SavedModel (https://www.tensorflow.org/tfx/serving/saved_model_warmup). */
export const WARMUP_RECORDS = 'assets.extra/tf_serving_warmup_requests';

const MAX_FILE_BYTES = 64 * 1024 * 1024;
const MAX_RECORDS = 1000;
const HEADER_BYTES = 12;
const FOOTER_BYTES = 4;

// Numbers of fields in tensorflow_serving/apis: prediction_log.proto, predict.proto, model.proto, input.proto.
const PREDICT_LOG = 6;
const CLASSIFY_LOG = 1;
const REGRESS_LOG = 2;
const REQUEST = 1;
const MODEL_SPEC = 1;
const INPUTS = 2;
const SIGNATURE_NAME = 3;
const EXAMPLE_LIST = 1;

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Reads the first warm-up request for a signature from a SavedModel.
 *
 * @returns undefined if there is none that can be read.
 */
export async function readWarmupRequest(
  { folder, files }: Pick<ModelDescription, 'folder' | 'files'>,
  signature: string,
  inputNames: readonly string[],
): Promise<NamedTensors | undefined> {
  if (!files.some(({ name }) => name === WARMUP_RECORDS)) return undefined;
  const content = await readBounded(join(folder, WARMUP_RECORDS));
  try {
    for (const record of recordsOf(content)) {
      const inputs = inputsOf(record, signature, inputNames);
      if (inputs && inputNames.every((name) => Object.hasOwn(inputs, name))) return inputs;
    }
  } catch (error) {
    // A damaged request is not used; another sample is found instead.
    if (!(error instanceof RangeError)) throw error;
  }
  return undefined;
}

async function readBounded(file: string): Promise<Bytes> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const content = new Uint8Array(Math.min(size, MAX_FILE_BYTES));
    await handle.read(content, 0, content.length, 0);
    return content;
  } finally {
    await handle.close();
  }
}

/** Reads the records of a TFRecord file: a length, its checksum, that many bytes, their checksum. */
function* recordsOf(content: Bytes): Generator<Bytes> {
  const view = new DataView(content.buffer);
  let at = 0;
  for (let record = 0; record < MAX_RECORDS && at + HEADER_BYTES <= content.length; record++) {
    const length = Number(view.getBigUint64(at, true));
    const end = at + HEADER_BYTES + length;
    if (end + FOOTER_BYTES > content.length) return;
    yield content.subarray(at + HEADER_BYTES, end);
    at = end + FOOTER_BYTES;
  }
}

/** Returns the tensors of a `PredictionLog`: those of a predict request, or the examples of a classify or regress request. */
function inputsOf(record: Bytes, signature: string, inputNames: readonly string[]): NamedTensors | undefined {
  const request = lastOf(lastOf(record, PREDICT_LOG), REQUEST);
  if (request) {
    if (!isFor(request, signature)) return undefined;
    return Object.fromEntries(
      entriesOf(request, INPUTS).map(([name, tensor]) => [name, readTensorProto(tensor)]),
    );
  }
  const other = lastOf(lastOf(record, CLASSIFY_LOG) ?? lastOf(record, REGRESS_LOG), REQUEST);
  const examples = lastOf(lastOf(other, INPUTS), EXAMPLE_LIST);
  const [name, ...others] = inputNames;
  if (!other || !examples || name === undefined || others.length > 0 || !isFor(other, signature))
    return undefined;
  const data = messagesOf(examples, 1);
  return { [name]: { dtype: 'string', shape: [data.length], data } };
}

function isFor(request: Bytes, signature: string): boolean {
  const spec = lastOf(request, MODEL_SPEC);
  return ((spec ? stringOf(spec, SIGNATURE_NAME) : '') || DEFAULT_SIGNATURE) === signature;
}

function lastOf(message: Bytes | undefined, number: number): Bytes | undefined {
  return message && messagesOf(message, number).at(-1);
}
