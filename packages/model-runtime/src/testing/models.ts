import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Signature } from '@pilotlight/protocol/tensors';
import { digestOf } from '../store/digest.ts';
import { MANIFEST_FILE } from '../store/manifest.ts';

/** A model small enough to compute by hand, in the official converters' form. */
export interface TestModel {
  format: 'tfjs-graph-model' | 'tfjs-layers-model';
  json: unknown;
  weights: Float32Array;
  signature: Signature;
  sample: Record<string, unknown>;
}

/** Attributes of a placeholder. */
export const float = (...sizes: number[]) => ({
  dtype: { type: 'DT_FLOAT' },
  shape: { shape: { dim: sizes.map((size) => ({ size: String(size) })) } },
});
/** A weight. */
export const constant = (name: string, ...sizes: number[]) => ({
  name,
  op: 'Const',
  attr: {
    dtype: { type: 'DT_FLOAT' },
    value: { tensor: { dtype: 'DT_FLOAT', tensorShape: float(...sizes).shape.shape } },
  },
});
/** A `model.json` of a graph. */
export const graph = (nodes: unknown[], weights: unknown[]) => ({
  format: 'graph-model',
  modelTopology: { node: nodes, versions: { producer: 1 } },
  weightsManifest: [{ paths: ['weights.bin'], weights }],
});

/** `y = relu(x · [[1, 2], [3, 4]] + [0.5, -100])`, as a graph with a signature that names its tensors `x` and `y`. */
export const DENSE_GRAPH: TestModel = {
  format: 'tfjs-graph-model',
  json: {
    ...graph(
      [
        { name: 'serving_x', op: 'Placeholder', attr: float(-1, 2) },
        constant('kernel', 2, 2),
        constant('bias', 2),
        {
          name: 'product',
          op: 'MatMul',
          input: ['serving_x', 'kernel'],
          attr: { T: { type: 'DT_FLOAT' }, transpose_a: { b: false }, transpose_b: { b: false } },
        },
        { name: 'sum', op: 'BiasAdd', input: ['product', 'bias'], attr: { T: { type: 'DT_FLOAT' } } },
        { name: 'Identity', op: 'Relu', input: ['sum'], attr: { T: { type: 'DT_FLOAT' } } },
      ],
      [
        { name: 'kernel', shape: [2, 2], dtype: 'float32' },
        { name: 'bias', shape: [2], dtype: 'float32' },
      ],
    ),
    signature: { inputs: { x: { name: 'serving_x:0' } }, outputs: { y: { name: 'Identity:0' } } },
  },
  weights: Float32Array.of(1, 2, 3, 4, 0.5, -100),
  signature: {
    inputs: { x: { dtype: 'float32', shape: [-1, 2] } },
    outputs: { y: { dtype: 'float32', shape: [-1, 2] } },
  },
  sample: { x: [[1, 1]] },
};

/** {@link DENSE_GRAPH} for one row at a time, as in models with a fixed batch. */
export const ONE_ROW_GRAPH: TestModel = {
  ...DENSE_GRAPH,
  json: JSON.parse(JSON.stringify(DENSE_GRAPH.json).replace('"size":"-1"', '"size":"1"')),
  signature: {
    inputs: { x: { dtype: 'float32', shape: [1, 2] } },
    outputs: { y: { dtype: 'float32', shape: [1, 2] } },
  },
};

/** `y = relu(x)` of pictures of 2 by 2 pixels. */
export const PIXELS_GRAPH: TestModel = {
  format: 'tfjs-graph-model',
  json: graph(
    [
      { name: 'x', op: 'Placeholder', attr: float(-1, 2, 2, 3) },
      { name: 'y', op: 'Relu', input: ['x'], attr: { T: { type: 'DT_FLOAT' } } },
    ],
    [],
  ),
  weights: new Float32Array(),
  signature: {
    inputs: { x: { dtype: 'float32', shape: [-1, 2, 2, 3] } },
    outputs: { y: { dtype: 'float32', shape: [-1, 2, 2, 3] } },
  },
  sample: { x: [Array.from({ length: 2 }, () => Array.from({ length: 2 }, () => [0, 0, 0]))] },
};

/** `y = log(x)`: NaN if x is negative. A graph without a signature. */
export const LOG_GRAPH: TestModel = {
  format: 'tfjs-graph-model',
  json: graph(
    [
      { name: 'x', op: 'Placeholder', attr: float(-1) },
      { name: 'y', op: 'Log', input: ['x'], attr: { T: { type: 'DT_FLOAT' } } },
    ],
    [],
  ),
  weights: new Float32Array(),
  signature: {
    inputs: { x: { dtype: 'float32', shape: [-1] } },
    outputs: { y: { dtype: 'float32', shape: [-1] } },
  },
  sample: { x: [1] },
};

/** Places where a flag is true: the output's shape depends on the input's values, so the graph must run asynchronously. */
export const WHERE_GRAPH: TestModel = {
  format: 'tfjs-graph-model',
  json: graph(
    [
      { name: 'flag', op: 'Placeholder', attr: { ...float(-1), dtype: { type: 'DT_BOOL' } } },
      { name: 'at', op: 'Where', input: ['flag'], attr: { T: { type: 'DT_BOOL' } } },
    ],
    [],
  ),
  weights: new Float32Array(),
  signature: {
    inputs: { flag: { dtype: 'bool', shape: [-1] } },
    outputs: { at: { dtype: 'int32', shape: [-1, 1] } },
  },
  sample: { flag: [true] },
};

/** Two inputs, two outputs: `sum = a + b` and `scaled = (a + b) · [2, 3]`, as a Keras model. */
export const TWO_BY_TWO_LAYERS: TestModel = {
  format: 'tfjs-layers-model',
  json: {
    format: 'layers-model',
    modelTopology: {
      class_name: 'Model',
      config: {
        name: 'two',
        layers: [
          ...['a', 'b'].map((name) => ({
            class_name: 'InputLayer',
            name,
            config: { batch_input_shape: [null, 2], dtype: 'float32', name },
            inbound_nodes: [],
          })),
          {
            class_name: 'Add',
            name: 'sum',
            config: { name: 'sum' },
            inbound_nodes: [
              [
                ['a', 0, 0, {}],
                ['b', 0, 0, {}],
              ],
            ],
          },
          {
            class_name: 'Dense',
            name: 'scaled',
            config: { name: 'scaled', units: 1, activation: 'linear', use_bias: false },
            inbound_nodes: [[['sum', 0, 0, {}]]],
          },
        ],
        input_layers: [
          ['a', 0, 0],
          ['b', 0, 0],
        ],
        output_layers: [
          ['sum', 0, 0],
          ['scaled', 0, 0],
        ],
      },
    },
    weightsManifest: [
      { paths: ['weights.bin'], weights: [{ name: 'scaled/kernel', shape: [2, 1], dtype: 'float32' }] },
    ],
  },
  weights: Float32Array.of(2, 3),
  signature: {
    inputs: { a: { dtype: 'float32', shape: [-1, 2] }, b: { dtype: 'float32', shape: [-1, 2] } },
    outputs: { sum: { dtype: 'float32', shape: [-1, 2] }, scaled: { dtype: 'float32', shape: [-1, 1] } },
  },
  sample: { a: [[0, 0]], b: [[0, 0]] },
};

/** Makes a folder of models, which is removed after the test. */
export async function createModelsDirectory(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'pilotlight-models-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** Writes `<name>/<version>/` with a correct manifest, except for the fields in `manifest`. */
export async function writeTestModel(
  modelsDirectory: string,
  name: string,
  version: number,
  model: TestModel,
  manifest: Record<string, unknown> = {},
): Promise<string> {
  const directory = join(modelsDirectory, name, String(version));
  await mkdir(directory, { recursive: true });
  const files = {
    'model.json': JSON.stringify(model.json),
    'weights.bin': new Uint8Array(model.weights.buffer),
  };
  for (const [file, content] of Object.entries(files)) await writeFile(join(directory, file), content);
  await writeFile(
    join(directory, MANIFEST_FILE),
    JSON.stringify({
      format: model.format,
      engine: 'wasm',
      entry: 'model.json',
      signatures: { serving_default: model.signature },
      files: Object.fromEntries(Object.entries(files).map(([file, content]) => [file, digestOf(content)])),
      sample: model.sample,
      ...manifest,
    }),
  );
  return directory;
}
