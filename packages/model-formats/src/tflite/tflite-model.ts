import { BUILTIN_OPERATORS, CUSTOM } from './builtin-operators.ts';
import { FlatBuffer } from './flat-buffer.ts';
import { FlatTable } from './flat-table.ts';
import { DETECTIONS, detectionShapes } from './sized-detections.ts';
import { TENSOR_TYPES } from './tensor-types.ts';

export interface TfliteTensor {
  name: string;
  type: string;
  /** With -1 for an open dimension. */
  shape: number[];
  /** The number of the buffer with its elements, if it is a constant. */
  constant: number | undefined;
  scales: number[];
  zeroPoints: number[];
}

export interface TfliteOp {
  name: string;
  isCustom: boolean;
  /** The version of the kernel that it needs. */
  version: number;
}

export interface TfliteSubgraph {
  tensors: TfliteTensor[];
  inputs: number[];
  outputs: number[];
  ops: TfliteOp[];
  /** The output tensors of each op, in the order of the ops. */
  given: number[][];
}

interface TfliteSignature {
  key: string;
  subgraph: number;
  inputs: { name: string; tensor: number }[];
  outputs: { name: string; tensor: number }[];
}

export interface TfliteModel {
  subgraphs: TfliteSubgraph[];
  signatures: TfliteSignature[];
}

/** Reads the tables of TensorFlow Lite's schema. The numbers are those of the fields in the schema. */
export function decodeTflite(bytes: Uint8Array): TfliteModel {
  const identifier = new TextDecoder('latin1').decode(bytes.subarray(4, 8));
  if (identifier !== 'TFL3') throw new TypeError('its identifier is not TFL3');
  const buffer = new FlatBuffer(bytes);
  const model = new FlatTable(buffer, buffer.root());
  const operators = model.tables(1).map(readOperator);
  const filled = model.tables(4).map((table) => table.byteLength(0) > 0 || table.uint64(2) > 0);
  return {
    subgraphs: model.tables(2).map((subgraph) => ({
      tensors: readTensors(subgraph, operators, filled),
      inputs: subgraph.int32s(1),
      outputs: subgraph.int32s(2),
      ops: subgraph.tables(3).map((operator) => at(operators, operator.uint32(0), 'op')),
      given: subgraph.tables(3).map((operator) => operator.int32s(2)),
    })),
    signatures: model.tables(7).map((signature) => ({
      inputs: signature.tables(0).map(readTensorMap),
      outputs: signature.tables(1).map(readTensorMap),
      key: signature.string(2),
      subgraph: signature.uint32(4),
    })),
  };
}

function readTensors(
  subgraph: FlatTable,
  operators: readonly TfliteOp[],
  filled: readonly boolean[],
): TfliteTensor[] {
  const tensors = subgraph.tables(0).map((tensor) => readTensor(tensor, filled));
  for (const operator of subgraph.tables(3)) {
    if (operators[operator.uint32(0)]?.name !== DETECTIONS) continue;
    const shapes = detectionShapes(operator.bytes(5)) ?? [];
    for (const [place, index] of operator.int32s(2).entries()) {
      const tensor = tensors[index];
      // Missing shapes are written into the file when the model is added.
      if (tensor?.shape.length === 0) tensor.shape = shapes[place] ?? [];
    }
  }
  return tensors;
}

/** Returns the element with a number from the file. */
export function at<T>(list: readonly T[], index: number, what: string): T {
  const found = list[index];
  if (found === undefined) throw new RangeError(`there is no ${what} ${index}`);
  return found;
}

function readOperator(table: FlatTable): TfliteOp {
  // Older files have only the byte; newer ones also have it, if the number fits.
  const code = Math.max(table.int8(0), table.int32(3));
  const version = Math.max(1, table.int32(2));
  if (code === CUSTOM) return { name: table.string(1) || 'CUSTOM', isCustom: true, version };
  return { name: BUILTIN_OPERATORS[code] ?? `BUILTIN_${code}`, isCustom: false, version };
}

function readTensor(table: FlatTable, filled: readonly boolean[]): TfliteTensor {
  const fixed = table.int32s(0);
  const signature = table.int32s(7);
  const buffer = table.uint32(2);
  const quantization = table.table(4);
  const type = table.int8(1);
  return {
    name: table.string(3),
    type: TENSOR_TYPES[type] ?? `type ${type}`,
    // A converter writes 1 for an open dimension of `shape`, and the open one in a second field.
    shape: (signature.length === fixed.length ? signature : fixed).map((size) => Math.max(-1, size)),
    constant: filled[buffer] ? buffer : undefined,
    scales: quantization?.float32s(2) ?? [],
    zeroPoints: quantization?.int64s(3) ?? [],
  };
}

function readTensorMap(table: FlatTable) {
  return { name: table.string(0), tensor: table.uint32(1) };
}
