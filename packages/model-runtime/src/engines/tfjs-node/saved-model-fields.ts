/**
 * Field numbers in TensorFlow's public messages, from the `.proto` files of `tensorflow/core/protobuf` and
 * `tensorflow/core/framework`: only fields that are read or written here.
 */
export const FIELDS = {
  SavedModel: { savedModelSchemaVersion: 1, metaGraphs: 2 },
  MetaGraphDef: { metaInfoDef: 1, graphDef: 2, saverDef: 3, collectionDef: 4, signatureDef: 5 },
  SaverDef: { filenameTensorName: 1, restoreOpName: 3, version: 7 },
  CollectionDef: { nodeList: 1, bytesList: 2 },
  BytesList: { value: 1 },
  VariableDef: { variableName: 1, saveSliceInfoDef: 4, isResource: 5 },
  SaveSliceInfoDef: { fullName: 1, fullShape: 2, varOffset: 3, varShape: 4 },
  NodeList: { value: 1 },
  MetaInfoDef: { tags: 4 },
  GraphDef: { node: 1, library: 2, versions: 4 },
  VersionDef: { producer: 1 },
  NodeDef: { name: 1, op: 2, input: 3, attr: 5 },
  AttrValue: { list: 1, s: 2, i: 3, b: 5, type: 6, shape: 7, tensor: 8, func: 10 },
  ListValue: { type: 6, func: 9 },
  NameAttrList: { name: 1 },
  FunctionDefLibrary: { function: 1 },
  FunctionDef: { signature: 1, nodeDef: 3 },
  OpDef: { name: 1 },
  SignatureDef: { inputs: 1, outputs: 2 },
  TensorInfo: { name: 1, dtype: 2, tensorShape: 3, cooSparse: 4, compositeTensor: 5 },
  TensorProto: { dtype: 1, tensorShape: 2, stringVal: 8 },
  TensorShapeProto: { dim: 2, unknownRank: 3 },
  Dim: { size: 1 },
  BundleEntryProto: { dtype: 1, shape: 2 },
} as const;
