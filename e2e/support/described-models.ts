type Spec = { dtype: string; shape: number[]; quantization?: { scale: number; zeroPoint: number } };

const described = (
  model: string,
  inputs: Readonly<Record<string, Spec>>,
  outputs: Readonly<Record<string, Spec>>,
  more: object = {},
) => ({
  model,
  version: 1,
  versions: [1],
  format: 'tflite',
  engine: 'litert',
  signatures: { serving_default: { inputs, outputs } },
  ...more,
});

const float = (...shape: number[]): Spec => ({ dtype: 'float32', shape });

/** Models of every kind, as `describe` returns them. */
export const DESCRIBED = [
  described(
    'churn',
    { customer: float(-1, 4) },
    { scores: float(-1, 2, 3) },
    { sample: { customer: [[1.5, 0.25, 2, 0]] } },
  ),
  described(
    'reviews',
    {
      text: { dtype: 'string', shape: [-1, 1] },
      stars: { dtype: 'int64', shape: [-1, 1] },
      bought: { dtype: 'bool', shape: [-1, 1] },
    },
    { mood: float(-1, 3), reply: { dtype: 'string', shape: [-1] } },
    { labels: ['good', 'middling', 'bad'] },
  ),
  described(
    'photo',
    { image: float(-1, 224, 224, 3) },
    { mask: float(-1, 16, 12, 1) },
    { imageInput: 'image' },
  ),
  described('garden', { image: float(-1, 64, 64, 3) }, { plant: float(-1, 4) }, { imageInput: 'image' }),
  described(
    'sensor',
    { level: { dtype: 'int8', shape: [1, 2], quantization: { scale: 0.5, zeroPoint: -4 } } },
    { level: float(1, 1) },
    { sample: { level: { dtype: 'int8', shape: [1, 2], fill: 6 } } },
  ),
  described('scalar', { factor: float() }, { product: float() }),
  described('series', { steps: float(-1, -1, 2) }, { next: float(-1, 2) }),
];

/** For each model: the values entered into its fields, the row sent, the answer, and the kinds of its display. */
export const PREDICTED: Readonly<
  Record<
    string,
    {
      fill?: Record<string, string | boolean>;
      row: unknown;
      answer: unknown;
      kinds: readonly string[];
    }
  >
> = {
  churn: {
    fill: { '1': '-7e-1' },
    row: [1.5, -0.7, 2, 0],
    answer: [
      [1, 2, 3],
      [4, 5, 6.5],
    ],
    kinds: ['table'],
  },
  reviews: {
    fill: { text: 'came "broken"', stars: '9007199254740993', bought: true },
    row: { text: ['came "broken"'], stars: ['9007199254740993'], bought: [true] },
    answer: { mood: [0.1, 0.2, 0.7], reply: 'Sorry.' },
    kinds: ['bars', 'text'],
  },
  photo: {
    row: { dtype: 'float32', b64: zeros(224 * 224 * 3 * 4) },
    answer: Array.from({ length: 16 }, (_, y) => Array.from({ length: 12 }, (__, x) => [(x * y) / 200])),
    kinds: ['picture'],
  },
  garden: {
    row: { dtype: 'float32', b64: zeros(64 * 64 * 3 * 4) },
    answer: [0.25, 0.25, 0.4, 0.1],
    kinds: ['bars'],
  },
  sensor: { row: [5, 5], answer: [5], kinds: ['text'] },
  scalar: { fill: { factor: '2.5' }, row: 2.5, answer: 5, kinds: ['text'] },
  series: {
    fill: { steps: '[[1, 2], [3, 4]]' },
    row: [
      [1, 2],
      [3, 4],
    ],
    answer: [5, 6],
    kinds: ['table'],
  },
};

function zeros(bytes: number): string {
  return Buffer.alloc(bytes).toString('base64');
}
