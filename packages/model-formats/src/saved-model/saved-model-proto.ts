import { FIELDS } from '@pilotlight/model-runtime/saved-model';
import protobuf from 'protobufjs/light.js';

/**
 * The part of TensorFlow's public message definitions that says how a model is called and what it is made of. What is
 * not listed here, constants' contents above all, is passed over unread.
 */
const DESCRIPTOR = {
  nested: {
    SavedModel: {
      fields: { metaGraphs: { rule: 'repeated', type: 'MetaGraphDef', id: FIELDS.SavedModel.metaGraphs } },
    },
    MetaGraphDef: {
      fields: {
        metaInfoDef: { type: 'MetaInfoDef', id: FIELDS.MetaGraphDef.metaInfoDef },
        graphDef: { type: 'GraphDef', id: FIELDS.MetaGraphDef.graphDef },
        signatureDef: { keyType: 'string', type: 'SignatureDef', id: FIELDS.MetaGraphDef.signatureDef },
      },
    },
    MetaInfoDef: { fields: { tags: { rule: 'repeated', type: 'string', id: FIELDS.MetaInfoDef.tags } } },
    GraphDef: {
      fields: {
        node: { rule: 'repeated', type: 'NodeDef', id: FIELDS.GraphDef.node },
        library: { type: 'FunctionDefLibrary', id: FIELDS.GraphDef.library },
      },
    },
    NodeDef: {
      fields: {
        name: { type: 'string', id: FIELDS.NodeDef.name },
        op: { type: 'string', id: FIELDS.NodeDef.op },
        attr: { keyType: 'string', type: 'AttrValue', id: FIELDS.NodeDef.attr },
      },
    },
    AttrValue: {
      fields: {
        type: { type: 'int32', id: FIELDS.AttrValue.type },
        shape: { type: 'TensorShapeProto', id: FIELDS.AttrValue.shape },
        tensor: { type: 'TensorProto', id: FIELDS.AttrValue.tensor },
      },
    },
    TensorProto: {
      fields: {
        dtype: { type: 'int32', id: FIELDS.TensorProto.dtype },
        tensorShape: { type: 'TensorShapeProto', id: FIELDS.TensorProto.tensorShape },
      },
    },
    FunctionDefLibrary: {
      fields: { function: { rule: 'repeated', type: 'FunctionDef', id: FIELDS.FunctionDefLibrary.function } },
    },
    FunctionDef: {
      fields: { nodeDef: { rule: 'repeated', type: 'NodeDef', id: FIELDS.FunctionDef.nodeDef } },
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
  attr: Record<string, { type: number; shape: ShapeMessage | null; tensor: TensorMessage | null }>;
}

interface TensorMessage {
  dtype: number;
  tensorShape: ShapeMessage | null;
}

export interface MetaGraphMessage {
  metaInfoDef: { tags: string[] } | null;
  graphDef: { node: NodeMessage[]; library: { function: { nodeDef: NodeMessage[] }[] } | null } | null;
  signatureDef: Record<string, SignatureMessage>;
}

interface Messages {
  SavedModel: { metaGraphs: MetaGraphMessage[] };
  BundleEntryProto: TensorMessage & { shape: ShapeMessage | null };
}

/** What is absent is null, 0 or empty: the decoder gives each field the type that is written above. */
export function decodeMessage<T extends keyof Messages>(type: T, bytes: Uint8Array): Messages[T] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the descriptor says what the decoder makes
  return root.lookupType(type).decode(bytes) as unknown as Messages[T];
}

/** The dimensions, -1 where one is open; undefined where even their number is. */
export function readShape(shape: ShapeMessage | null | undefined): number[] | undefined {
  if (!shape || shape.unknownRank) return undefined;
  // 64-bit numbers come as objects.
  return shape.dim.map(({ size }) => Math.max(-1, Number(String(size))));
}
