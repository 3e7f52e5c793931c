import protobuf from 'protobufjs/light.js';

const many = (type: string, id: number) => ({ rule: 'repeated', type, id });
const one = (type: string, id: number) => ({ type, id });
const map = (type: string, id: number) => ({ keyType: 'string', type, id });

/**
 * TensorFlow's public message definitions that a model's graph needs. Graphs, functions and nodes within others are bytes, and
 * are decoded when a signature needs them: decoded, a node takes five times the bytes of the file.
 */
const DESCRIPTOR = {
  nested: {
    SavedModel: { fields: { metaGraphs: many('bytes', 2) } },
    MetaGraphDef: {
      fields: {
        metaInfoDef: one('MetaInfoDef', 1),
        graphDef: one('GraphDef', 2),
        saverDef: one('SaverDef', 3),
        signatureDef: map('SignatureDef', 5),
      },
    },
    MetaInfoDef: { fields: { tags: many('string', 4) } },
    SaverDef: { fields: { filenameTensorName: one('string', 1), restoreOpName: one('string', 3) } },
    SignatureDef: { fields: { inputs: map('TensorInfo', 1), outputs: map('TensorInfo', 2) } },
    TensorInfo: {
      fields: { name: one('string', 1), dtype: one('int32', 2), tensorShape: one('TensorShapeProto', 3) },
    },
    GraphDef: { fields: { node: many('bytes', 1), library: one('FunctionDefLibrary', 2) } },
    FunctionDefLibrary: { fields: { function: many('bytes', 1) } },
    FunctionDef: {
      fields: {
        signature: one('OpDef', 1),
        nodeDef: many('bytes', 3),
        ret: map('string', 4),
        controlRet: map('string', 6),
      },
    },
    FunctionName: { fields: { signature: one('OpName', 1) } },
    OpName: { fields: { name: one('string', 1) } },
    OpDef: { fields: { name: one('string', 1), inputArg: many('ArgDef', 2), outputArg: many('ArgDef', 3) } },
    ArgDef: { fields: { name: one('string', 1) } },
    NodeName: { fields: { name: one('string', 1) } },
    NodeDef: {
      fields: {
        name: one('string', 1),
        op: one('string', 2),
        input: many('string', 3),
        attr: map('AttrValue', 5),
      },
    },
    AttrValue: {
      fields: {
        list: one('ListValue', 1),
        s: one('bytes', 2),
        i: one('int64', 3),
        f: one('float', 4),
        b: one('bool', 5),
        type: one('int32', 6),
        shape: one('TensorShapeProto', 7),
        tensor: one('TensorProto', 8),
        func: one('NameAttrList', 10),
      },
      oneofs: { value: { oneof: ['list', 's', 'i', 'f', 'b', 'type', 'shape', 'tensor', 'func'] } },
    },
    ListValue: {
      fields: {
        s: many('bytes', 2),
        i: many('int64', 3),
        f: many('float', 4),
        b: many('bool', 5),
        type: many('int32', 6),
        shape: many('TensorShapeProto', 7),
        func: many('NameAttrList', 9),
      },
    },
    NameAttrList: { fields: { name: one('string', 1) } },
    TensorProto: {
      fields: {
        dtype: one('int32', 1),
        tensorShape: one('TensorShapeProto', 2),
        tensorContent: one('bytes', 4),
        floatVal: many('float', 5),
        doubleVal: many('double', 6),
        intVal: many('int32', 7),
        stringVal: many('bytes', 8),
        int64Val: many('int64', 10),
        boolVal: many('bool', 11),
        halfVal: many('int32', 13),
        uint32Val: many('uint32', 16),
        uint64Val: many('uint64', 17),
      },
    },
    TensorShapeProto: { fields: { dim: many('Dim', 2), unknownRank: one('bool', 3) } },
    Dim: { fields: { size: one('int64', 1) } },
    BundleHeaderProto: { fields: { numShards: one('int32', 1), endianness: one('int32', 2) } },
    BundleEntryProto: {
      fields: {
        dtype: one('int32', 1),
        shape: one('TensorShapeProto', 2),
        shardId: one('int32', 3),
        offset: one('int64', 4),
        size: one('int64', 5),
        slices: many('TensorSliceProto', 7),
      },
    },
    TensorSliceProto: { fields: { extent: many('Extent', 1) } },
    Extent: { fields: { start: one('int64', 1), length: one('int64', 2) } },
  },
};

const root = protobuf.Root.fromJSON(DESCRIPTOR);

/** 64-bit numbers are objects. */
export type Whole = number | { toString(): string };

export interface ShapeMessage {
  dim: { size: Whole }[];
  unknownRank: boolean;
}

interface TensorInfoMessage {
  name: string;
  dtype: number;
  tensorShape: ShapeMessage | null;
}

export interface TensorMessage {
  dtype: number;
  tensorShape: ShapeMessage | null;
  tensorContent: Uint8Array;
  floatVal: number[];
  doubleVal: number[];
  intVal: number[];
  stringVal: Uint8Array[];
  int64Val: Whole[];
  boolVal: boolean[];
  halfVal: number[];
  uint32Val: number[];
  uint64Val: Whole[];
}

export interface ListMessage {
  s: Uint8Array[];
  i: Whole[];
  f: number[];
  b: boolean[];
  type: number[];
  shape: ShapeMessage[];
  func: { name: string }[];
}

export interface AttrMessage {
  /** The name of the field that is set. */
  value?: 'list' | 's' | 'i' | 'f' | 'b' | 'type' | 'shape' | 'tensor' | 'func';
  list: ListMessage | null;
  s: Uint8Array;
  i: Whole;
  f: number;
  b: boolean;
  type: number;
  shape: ShapeMessage | null;
  tensor: TensorMessage | null;
  func: { name: string } | null;
}

export interface NodeMessage {
  name: string;
  op: string;
  input: string[];
  attr: Record<string, AttrMessage>;
}

export interface FunctionMessage {
  signature: { name: string; inputArg: { name: string }[]; outputArg: { name: string }[] } | null;
  nodeDef: Uint8Array[];
  ret: Record<string, string>;
  controlRet: Record<string, string>;
}

export interface SignatureMessage {
  inputs: Record<string, TensorInfoMessage>;
  outputs: Record<string, TensorInfoMessage>;
}

export interface MetaGraphMessage {
  metaInfoDef: { tags: string[] } | null;
  graphDef: { node: Uint8Array[]; library: { function: Uint8Array[] } | null } | null;
  saverDef: { filenameTensorName: string; restoreOpName: string } | null;
  signatureDef: Record<string, SignatureMessage>;
}

export interface BundleEntryMessage {
  dtype: number;
  shape: ShapeMessage | null;
  shardId: number;
  offset: Whole;
  size: Whole;
  slices: { extent: { start: Whole; length: Whole }[] }[];
}

interface Messages {
  SavedModel: { metaGraphs: Uint8Array[] };
  MetaGraphDef: MetaGraphMessage;
  FunctionDef: FunctionMessage;
  FunctionName: { signature: { name: string } | null };
  NodeDef: NodeMessage;
  NodeName: { name: string };
  BundleHeaderProto: { numShards: number; endianness: number };
  BundleEntryProto: BundleEntryMessage;
}

/** Decodes a message. Absent fields are null, 0 or empty; the decoder gives each field the type above. */
export function decodeMessage<T extends keyof Messages>(type: T, bytes: Uint8Array): Messages[T] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the descriptor says what the decoder makes
  return root.lookupType(type).decode(bytes) as unknown as Messages[T];
}

/** Returns a 64-bit number as a JavaScript number. @throws {RangeError} if it is not exact. */
export function exactNumber(whole: Whole): number {
  const number = Number(String(whole));
  if (!Number.isSafeInteger(number)) throw new RangeError(`the number ${String(whole)} is too large`);
  return number;
}

/** Returns the dimensions, -1 for an open one; undefined if even their number is open. */
export function readShape(shape: ShapeMessage | null | undefined): number[] | undefined {
  if (!shape || shape.unknownRank) return undefined;
  return shape.dim.map(({ size }) => Math.max(-1, exactNumber(size)));
}
