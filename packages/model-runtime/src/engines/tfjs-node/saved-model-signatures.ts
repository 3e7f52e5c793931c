import { entriesOf, fieldsOf, messagesOf, stringOf } from './protobuf.ts';

/** Where the graph of a SavedModel has a tensor of a signature. */
export interface GraphTensor {
  /** The graph's own name, `<node>:<output>`. */
  readonly node: string;
  /** TensorFlow's number of the element type. */
  readonly dataType: number;
}

export interface GraphSignature {
  readonly inputs: Readonly<Record<string, GraphTensor>>;
  readonly outputs: Readonly<Record<string, GraphTensor>>;
}

/** The graph that is made for serving; a SavedModel can hold others, such as one for training. */
export const SERVING_TAG = 'serve';

/** Signatures that TensorFlow writes for its own loader. */
const INTERNAL = /^__saved_model_/;

/** Numbers of fields in `tensorflow/core/protobuf/{saved_model,meta_graph}.proto`. */
export const META_GRAPHS = 2;
const META_INFO = 1;
const TAGS = 4;
const SIGNATURES = 5;
const INPUTS = 1;
const OUTPUTS = 2;
const TENSOR_NAME = 1;
const TENSOR_DATA_TYPE = 2;

/** @throws {TypeError} where the model has no graph for serving. */
export function readSignatures(savedModel: Uint8Array<ArrayBuffer>): Record<string, GraphSignature> {
  const metaGraph = messagesOf(savedModel, META_GRAPHS).find(isForServing);
  if (!metaGraph) throw new TypeError(`saved_model.pb has no graph with the tag '${SERVING_TAG}' alone`);
  return Object.fromEntries(
    entriesOf(metaGraph, SIGNATURES)
      .filter(([name]) => !INTERNAL.test(name))
      .map(([name, signature]) => [
        name,
        { inputs: readTensors(signature, INPUTS), outputs: readTensors(signature, OUTPUTS) },
      ]),
  );
}

/** Whether TensorFlow takes this graph when it is asked for the one for serving. */
export function isForServing(metaGraph: Uint8Array<ArrayBuffer>): boolean {
  const tags = messagesOf(metaGraph, META_INFO).flatMap((info) => messagesOf(info, TAGS));
  return tags.length === 1 && tags.every((tag) => new TextDecoder().decode(tag) === SERVING_TAG);
}

function readTensors(signature: Uint8Array<ArrayBuffer>, number: number): Record<string, GraphTensor> {
  return Object.fromEntries(
    entriesOf(signature, number).map(([name, info]) => {
      const type = [...fieldsOf(info)].findLast((field) => field.number === TENSOR_DATA_TYPE)?.value;
      return [name, { node: stringOf(info, TENSOR_NAME), dataType: typeof type === 'number' ? type : 0 }];
    }),
  );
}
