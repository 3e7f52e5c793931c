import { FIELDS } from '@pilotlight/model-runtime/saved-model';
import protobuf from 'protobufjs/light.js';
import { LIMITS } from '../limits.ts';

/**
 * Part of TensorFlow's public message definitions: signatures and nodes. Fields that are not listed here, above all the
 * contents of constants, are skipped. A message with many messages, such as a graph, is read by walk-saved-model.ts, which
 * never holds more than one.
 */
const DESCRIPTOR = {
  nested: {
    MetaGraphDef: {
      fields: {
        metaInfoDef: { type: 'MetaInfoDef', id: FIELDS.MetaGraphDef.metaInfoDef },
        saverDef: { type: 'SaverDef', id: FIELDS.MetaGraphDef.saverDef },
        collectionDef: { keyType: 'string', type: 'CollectionDef', id: FIELDS.MetaGraphDef.collectionDef },
        signatureDef: { keyType: 'string', type: 'SignatureDef', id: FIELDS.MetaGraphDef.signatureDef },
      },
    },
    SaverDef: {
      fields: {
        filenameTensorName: { type: 'string', id: FIELDS.SaverDef.filenameTensorName },
        restoreOpName: { type: 'string', id: FIELDS.SaverDef.restoreOpName },
      },
    },
    CollectionDef: { fields: { nodeList: { type: 'NodeList', id: FIELDS.CollectionDef.nodeList } } },
    NodeList: { fields: { value: { rule: 'repeated', type: 'string', id: FIELDS.NodeList.value } } },
    OpDef: { fields: { name: { type: 'string', id: FIELDS.OpDef.name } } },
    MetaInfoDef: { fields: { tags: { rule: 'repeated', type: 'string', id: FIELDS.MetaInfoDef.tags } } },
    NodeDef: {
      fields: {
        name: { type: 'string', id: FIELDS.NodeDef.name },
        op: { type: 'string', id: FIELDS.NodeDef.op },
        input: { rule: 'repeated', type: 'string', id: FIELDS.NodeDef.input },
        attr: { keyType: 'string', type: 'AttrValue', id: FIELDS.NodeDef.attr },
      },
    },
    AttrValue: {
      fields: {
        s: { type: 'bytes', id: FIELDS.AttrValue.s },
        i: { type: 'int64', id: FIELDS.AttrValue.i },
        b: { type: 'bool', id: FIELDS.AttrValue.b },
        type: { type: 'int32', id: FIELDS.AttrValue.type },
        shape: { type: 'TensorShapeProto', id: FIELDS.AttrValue.shape },
        tensor: { type: 'TensorProto', id: FIELDS.AttrValue.tensor },
        func: { type: 'NameAttrList', id: FIELDS.AttrValue.func },
        list: { type: 'ListValue', id: FIELDS.AttrValue.list },
      },
    },
    ListValue: {
      fields: { func: { rule: 'repeated', type: 'NameAttrList', id: FIELDS.ListValue.func } },
    },
    NameAttrList: { fields: { name: { type: 'string', id: FIELDS.NameAttrList.name } } },
    TensorProto: {
      fields: {
        dtype: { type: 'int32', id: FIELDS.TensorProto.dtype },
        tensorShape: { type: 'TensorShapeProto', id: FIELDS.TensorProto.tensorShape },
      },
    },
    SignatureDef: {
      fields: {
        inputs: { keyType: 'string', type: 'TensorInfo', id: FIELDS.SignatureDef.inputs },
        outputs: { keyType: 'string', type: 'TensorInfo', id: FIELDS.SignatureDef.outputs },
      },
    },
    TensorInfo: {
      fields: {
        name: { type: 'string', id: FIELDS.TensorInfo.name },
        dtype: { type: 'int32', id: FIELDS.TensorInfo.dtype },
        tensorShape: { type: 'TensorShapeProto', id: FIELDS.TensorInfo.tensorShape },
        cooSparse: { type: 'Empty', id: FIELDS.TensorInfo.cooSparse },
        compositeTensor: { type: 'Empty', id: FIELDS.TensorInfo.compositeTensor },
      },
    },
    Empty: { fields: {} },
    TensorShapeProto: {
      fields: {
        dim: { rule: 'repeated', type: 'Dim', id: FIELDS.TensorShapeProto.dim },
        unknownRank: { type: 'bool', id: FIELDS.TensorShapeProto.unknownRank },
      },
    },
    Dim: { fields: { size: { type: 'int64', id: FIELDS.Dim.size } } },
    BundleEntryProto: {
      fields: {
        dtype: { type: 'int32', id: FIELDS.BundleEntryProto.dtype },
        shape: { type: 'TensorShapeProto', id: FIELDS.BundleEntryProto.shape },
      },
    },
  },
};

const root = protobuf.Root.fromJSON(DESCRIPTOR);

type Whole = number | { toString(): string };

export interface ShapeMessage {
  dim: { size: Whole }[];
  unknownRank: boolean;
}

export interface TensorInfoMessage {
  name: string;
  dtype: number;
  tensorShape: ShapeMessage | null;
  cooSparse: object | null;
  compositeTensor: object | null;
}

interface SignatureMessage {
  inputs: Record<string, TensorInfoMessage>;
  outputs: Record<string, TensorInfoMessage>;
}

export interface NodeMessage {
  name: string;
  op: string;
  input: string[];
  attr: Record<
    string,
    {
      list: { func: { name: string }[] } | null;
      func: { name: string } | null;
      s: Uint8Array;
      i: Whole;
      b: boolean;
      type: number;
      shape: ShapeMessage | null;
      tensor: TensorMessage | null;
    }
  >;
}

interface TensorMessage {
  dtype: number;
  tensorShape: ShapeMessage | null;
}

export interface MetaGraphMessage {
  metaInfoDef: { tags: string[] } | null;
  saverDef: { filenameTensorName: string; restoreOpName: string } | null;
  collectionDef: Record<string, { nodeList: { value: string[] } | null }>;
  signatureDef: Record<string, SignatureMessage>;
}

interface Messages {
  MetaGraphDef: MetaGraphMessage;
  NodeDef: NodeMessage;
  OpDef: { name: string };
  BundleEntryProto: TensorMessage & { shape: ShapeMessage | null };
}

/**
 * Decodes one message. An absent field is null, 0 or empty: the decoder gives each field the type above.
 *
 * @throws {RangeError} if it has more fields than any such message should: an empty one takes two bytes of the file, and
 *   about a hundred of memory.
 */
export function decodeMessage<T extends keyof Messages>(type: T, bytes: Uint8Array): Messages[T] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the descriptor defines the decoder's result
  return root.lookupType(type).decode(new BoundedReader(bytes)) as unknown as Messages[T];
}

/** A reader that counts its fields, including those of messages within the message. */
class BoundedReader extends protobuf.Reader {
  #fields = 0;

  override tag(): number {
    this.#fields += 1;
    if (this.#fields > LIMITS.messageFields)
      throw new RangeError(`a message in it has more than ${LIMITS.messageFields} fields`);
    return super.tag();
  }
}

/** Returns the dimensions, with -1 for an open one; undefined if even their number is open. */
export function readShape(shape: ShapeMessage | null | undefined): number[] | undefined {
  if (!shape || shape.unknownRank) return undefined;
  // 64-bit numbers are objects.
  return shape.dim.map(({ size }) => Math.max(-1, Number(String(size))));
}
