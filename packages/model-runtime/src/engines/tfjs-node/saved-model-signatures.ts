import { valueDataType } from './data-type.ts';
import { entriesOf, fieldsOf, stringOf } from './protobuf.ts';
import { FIELDS } from './saved-model-fields.ts';
import { servedGraph } from './served-graph.ts';

/** The place of a signature's tensor in the graph of a SavedModel. */
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

/** Names of signatures that TensorFlow writes for its own loader; nobody calls them. */
export const INTERNAL_SIGNATURE = /^__saved_model_/;

/** @throws {TypeError} if the model has no graph for serving. */
export function readSignatures(savedModel: Uint8Array<ArrayBuffer>): Record<string, GraphSignature> {
  return Object.fromEntries(
    entriesOf(servedGraph(savedModel), FIELDS.MetaGraphDef.signatureDef)
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
