/** Widths of the networks: from 1 kB of weights to 1 MB. */
const WIDTHS = [16, 32, 64, 128, 256, 1024, 8192] as const;

/** Numbers in a row. */
export const FEATURES = 16;
const CLASSES = 16;

/** `y = relu(relu(x · a) · b)`: a network small enough that its answers are worked out without any engine. */
export interface SmallNetwork {
  width: number;
  /** The two matrices of weights, row by row. Small whole numbers, so that every sum is exact in float32. */
  a: Float32Array;
  b: Float32Array;
}

/** Makes the nth network: no two have the same weights. */
export function smallNetwork(n: number): SmallNetwork {
  const width = widthOf(n);
  const weight = (row: number, column: number, salt: number) =>
    ((row * 7 + column * 13 + (n + salt) * 31 + ((n >> 3) ^ (row * column))) % 9) - 4;
  return {
    width,
    a: matrix(FEATURES, width, (row, column) => weight(row, column, 0)),
    b: matrix(width, CLASSES, (row, column) => weight(row, column, 1)),
  };
}

/** Returns the nth network's width. Of a hundred networks one has 1 MB of weights, four have 128 kB, and most a few. */
function widthOf(n: number): number {
  if (n % 100 === 50) return WIDTHS[6];
  if (n % 25 === 10) return WIDTHS[5];
  return WIDTHS[n % 5] ?? WIDTHS[0];
}

/** Draws a row that a caller may send: whole numbers from 0 to 9. */
export function drawRow(random: () => number): number[] {
  return Array.from({ length: FEATURES }, () => Math.floor(random() * 10));
}

/** Works out the network's answer. */
export function rightAnswer({ width, a, b }: SmallNetwork, row: readonly number[]): number[] {
  const hidden = product(row, a, width);
  return product(hidden, b, CLASSES);
}

/** `relu(x · m)` */
function product(x: readonly number[], m: Float32Array, columns: number): number[] {
  return Array.from({ length: columns }, (_, column) =>
    Math.max(
      0,
      x.reduce((sum, value, row) => sum + value * (m[row * columns + column] ?? 0), 0),
    ),
  );
}

function matrix(rows: number, columns: number, at: (row: number, column: number) => number): Float32Array {
  return Float32Array.from({ length: rows * columns }, (_, n) => at(Math.floor(n / columns), n % columns));
}

/** True if the nth network is a `.tflite` file: every third is. The others are TensorFlow.js models. */
export function isTflite(n: number): boolean {
  return n % 3 === 1;
}

/** Returns the network's `model.json`, as TensorFlow.js' own converter writes a graph. */
export function topologyOf({ width }: SmallNetwork): object {
  const float = { type: 'DT_FLOAT' };
  const constant = (name: string, ...sizes: number[]) => ({
    name,
    op: 'Const',
    attr: { dtype: float, value: { tensor: { dtype: 'DT_FLOAT', tensorShape: shapeOf(...sizes).shape } } },
  });
  const layer = (name: string, input: string, weights: string) => [
    {
      name: `${name}_product`,
      op: 'MatMul',
      input: [input, weights],
      attr: { T: float, transpose_a: { b: false }, transpose_b: { b: false } },
    },
    { name, op: 'Relu', input: [`${name}_product`], attr: { T: float } },
  ];
  return {
    format: 'graph-model',
    signature: { inputs: { x: { name: 'x:0' } }, outputs: { y: { name: 'y:0' } } },
    modelTopology: {
      node: [
        { name: 'x', op: 'Placeholder', attr: { dtype: float, shape: shapeOf(-1, FEATURES) } },
        constant('a', FEATURES, width),
        constant('b', width, CLASSES),
        ...layer('hidden', 'x', 'a'),
        ...layer('y', 'hidden', 'b'),
      ],
      versions: { producer: 1 },
    },
    weightsManifest: [
      {
        paths: ['weights.bin'],
        weights: [
          { name: 'a', shape: [FEATURES, width], dtype: 'float32' },
          { name: 'b', shape: [width, CLASSES], dtype: 'float32' },
        ],
      },
    ],
  };
}

/** Returns the nth network's manifest, without its files, its entry and its measured figures. */
export function descriptionOf(n: number): object {
  const rows = isTflite(n) ? 1 : -1;
  const tensor = (size: number) => ({ dtype: 'float32', shape: [rows, size] });
  return {
    ...(isTflite(n)
      ? { format: 'tflite', engine: 'litert' }
      : { format: 'tfjs-graph-model', engine: 'wasm' }),
    signatures: { serving_default: { inputs: { x: tensor(FEATURES) }, outputs: { y: tensor(CLASSES) } } },
    sample: 'zeros',
  };
}

function shapeOf(...sizes: number[]) {
  return { shape: { dim: sizes.map((size) => ({ size: String(size) })) } };
}
