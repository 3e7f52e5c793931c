import { valueDataType } from './data-type.ts';
import { entriesOf, fieldsOf, messagesOf, stringOf } from './protobuf.ts';
import { FIELDS } from './saved-model-fields.ts';

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

/** Names of signatures that TensorFlow writes for its own loader; nobody calls them. */
export const INTERNAL_SIGNATURE = /^__saved_model_/;

/** @throws {TypeError} where the model has no graph for serving. */
export function readSignatures(savedModel: Uint8Array<ArrayBuffer>): Record<string, GraphSignature> {
  const metaGraph = messagesOf(savedModel, FIELDS.SavedModel.metaGraphs).find(isForServing);
  if (!metaGraph) throw new TypeError(`saved_model.pb has no graph with the tag '${SERVING_TAG}' alone`);
  return Object.fromEntries(
    entriesOf(metaGraph, FIELDS.MetaGraphDef.signatureDef)
      .filter(([name]) => !INTERNAL_SIGNATURE.test(name))
      .map(([name, signature]) => [
        name,
        {
          inputs: readTensors(signature, FIELDS.SignatureDef.inputs),
          outputs: readTensors(signature, FIELDS.SignatureDef.outputs),
        },
      ]),
  );
}

/** Whether TensorFlow takes this graph when it is asked for the one for serving. */
export function isForServing(metaGraph: Uint8Array<ArrayBuffer>): boolean {
  const tags = messagesOf(metaGraph, FIELDS.MetaGraphDef.metaInfoDef).flatMap((info) =>
    messagesOf(info, FIELDS.MetaInfoDef.tags),
  );
  return tags.length === 1 && tags.every((tag) => new TextDecoder().decode(tag) === SERVING_TAG);
}

function readTensors(signature: Uint8Array<ArrayBuffer>, number: number): Record<string, GraphTensor> {
  return Object.fromEntries(
    entriesOf(signature, number).map(([name, info]) => {
      const type = [...fieldsOf(info)].findLast((field) => field.number === FIELDS.TensorInfo.dtype)?.value;
      return [
        name,
        {
          node: stringOf(info, FIELDS.TensorInfo.name),
          dataType: typeof type === 'number' ? valueDataType(type) : 0,
        },
      ];
    }),
  );
}
