import protobuf from 'protobufjs/light.js';

/**
 * The part of TensorFlow's public message definitions that says how a model is called and what it is made of, with
 * their field numbers. What is not listed here, constants' contents above all, is passed over unread.
 */
const DESCRIPTOR = {
  nested: {
    SavedModel: { fields: { metaGraphs: { rule: 'repeated', type: 'MetaGraphDef', id: 2 } } },
    MetaGraphDef: {
      fields: {
        metaInfoDef: { type: 'MetaInfoDef', id: 1 },
        graphDef: { type: 'GraphDef', id: 2 },
        signatureDef: { keyType: 'string', type: 'SignatureDef', id: 5 },
      },
    },
    MetaInfoDef: { fields: { tags: { rule: 'repeated', type: 'string', id: 4 } } },
    GraphDef: {
      fields: {
        node: { rule: 'repeated', type: 'NodeDef', id: 1 },
        library: { type: 'FunctionDefLibrary', id: 2 },
      },
    },
    NodeDef: {
      fields: {
        name: { type: 'string', id: 1 },
        op: { type: 'string', id: 2 },
        attr: { keyType: 'string', type: 'AttrValue', id: 5 },
      },
    },
    AttrValue: {
      fields: {
        type: { type: 'int32', id: 6 },
        shape: { type: 'TensorShapeProto', id: 7 },
        tensor: { type: 'TensorProto', id: 8 },
      },
    },
    TensorProto: {
      fields: { dtype: { type: 'int32', id: 1 }, tensorShape: { type: 'TensorShapeProto', id: 2 } },
    },
    FunctionDefLibrary: { fields: { function: { rule: 'repeated', type: 'FunctionDef', id: 1 } } },
    FunctionDef: { fields: { nodeDef: { rule: 'repeated', type: 'NodeDef', id: 3 } } },
    SignatureDef: {
      fields: {
        inputs: { keyType: 'string', type: 'TensorInfo', id: 1 },
        outputs: { keyType: 'string', type: 'TensorInfo', id: 2 },
      },
    },
    TensorInfo: {
      fields: {
        name: { type: 'string', id: 1 },
        dtype: { type: 'int32', id: 2 },
        tensorShape: { type: 'TensorShapeProto', id: 3 },
        cooSparse: { type: 'Empty', id: 4 },
        compositeTensor: { type: 'Empty', id: 5 },
      },
    },
    Empty: { fields: {} },
    TensorShapeProto: {
      fields: {
        dim: { rule: 'repeated', type: 'Dim', id: 2 },
        unknownRank: { type: 'bool', id: 3 },
      },
    },
    Dim: { fields: { size: { type: 'int64', id: 1 } } },
    BundleEntryProto: {
      fields: { dtype: { type: 'int32', id: 1 }, shape: { type: 'TensorShapeProto', id: 2 } },
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

export interface SignatureMessage {
  inputs: Record<string, TensorInfoMessage>;
  outputs: Record<string, TensorInfoMessage>;
}

export interface NodeMessage {
  name: string;
  op: string;
  attr: Record<string, { type: number; shape: ShapeMessage | null; tensor: TensorMessage | null }>;
}

export interface TensorMessage {
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
