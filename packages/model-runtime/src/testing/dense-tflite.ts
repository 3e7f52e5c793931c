import { type FlatPart, writeBefore } from '../engines/litert/flat-writer.ts';

/** `relu(x · weights + biases)`. */
export interface DenseLayer {
  /** Length of `x`. */
  inputs: number;
  /** Row by row, a row for each of these. */
  weights: Float32Array;
  biases?: Float32Array;
}

/** Numbers of TensorFlow Lite's schema. */
const FULLY_CONNECTED = 9;
const FULLY_CONNECTED_OPTIONS = 8;
const RELU = 1;
const SCHEMA_VERSION = 3;
/** Stands for a tensor that is left out. */
const NONE = -1;
const ALIGNMENT = 16;

/** Writes a `.tflite` file of fully connected layers, from one row `x` to `y`, without a converter. */
export function denseTflite(layers: readonly DenseLayer[]): Uint8Array {
  const weights: Uint8Array[] = [];
  /** The first buffer is that of tensors without contents. */
  const buffers: FlatPart[] = [{ table: {} }];
  const tensors: FlatPart[] = [];
  const operators: FlatPart[] = [];
  let end = 0;

  /** Bytes with their length before them, so that the bytes are aligned. */
  function addBuffer(content: Float32Array): number {
    const bytes = new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
    const aligned = Math.ceil((end + 4) / ALIGNMENT) * ALIGNMENT;
    const before = new Uint8Array(aligned - end);
    new DataView(before.buffer).setUint32(before.length - 4, bytes.length, true);
    weights.push(before, bytes);
    buffers.push({ table: { 0: { behind: aligned - 4 } } });
    end = aligned + bytes.length;
    return buffers.length - 1;
  }
  function addTensor(name: string, shape: readonly number[], buffer = 0): number {
    tensors.push({ table: { 0: { numbers: shape }, 2: { number: buffer }, 3: { text: name } } });
    return tensors.length - 1;
  }

  let last = addTensor('x', [1, layers[0]?.inputs ?? 0]);
  for (const [at, { inputs, weights: matrix, biases }] of layers.entries()) {
    const outputs = matrix.length / inputs;
    const kernel = addTensor(`kernel-${at}`, [outputs, inputs], addBuffer(turned(matrix, inputs)));
    const bias = biases ? addTensor(`bias-${at}`, [outputs], addBuffer(biases)) : NONE;
    const to = addTensor(at === layers.length - 1 ? 'y' : `hidden-${at}`, [1, outputs]);
    operators.push({
      table: {
        1: { numbers: [last, kernel, bias] },
        2: { numbers: [to] },
        3: { byte: FULLY_CONNECTED_OPTIONS },
        4: { table: { 0: { byte: RELU } } },
      },
    });
    last = to;
  }
  const subgraph: FlatPart = {
    table: {
      0: { references: tensors },
      1: { numbers: [0] },
      2: { numbers: [last] },
      3: { references: operators },
    },
  };
  const code: FlatPart = {
    table: { 0: { byte: FULLY_CONNECTED }, 2: { number: 1 }, 3: { number: FULLY_CONNECTED } },
  };
  const root: FlatPart = {
    table: {
      0: { number: SCHEMA_VERSION },
      1: { references: [code] },
      2: { references: [subgraph] },
      4: { references: buffers },
    },
  };
  return writeBefore(root, Buffer.concat(weights), 'TFL3');
}

/** Transposes a matrix: TensorFlow Lite stores the weights of such a layer transposed. */
function turned(matrix: Float32Array, rows: number): Float32Array {
  const columns = matrix.length / rows;
  return Float32Array.from(
    { length: matrix.length },
    (_, n) => matrix[(n % rows) * columns + Math.floor(n / rows)] ?? 0,
  );
}
