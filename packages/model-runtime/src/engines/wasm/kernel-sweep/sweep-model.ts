import type { Tensor } from '@pilotlight/protocol/tensors';
import type { Manifest } from '../../../store/manifest.ts';
import type { ModelSource } from '../../engine.ts';
import { inputName, isWeight, type LayerCase, type OpCase, type SweepCase } from './sweep-case.ts';

const DTYPES: Readonly<Record<string, string>> = {
  float32: 'DT_FLOAT',
  int32: 'DT_INT32',
  bool: 'DT_BOOL',
  string: 'DT_STRING',
};
const WEIGHTS = 'weights.bin';

/** Makes a model of a case, which an engine can load. */
export function modelOf(one: SweepCase): ModelSource {
  const { format, json, weights, outputs } = 'op' in one ? graphOf(one) : layersOf(one);
  const signature = {
    inputs: {},
    outputs: Object.fromEntries(outputs.map((name) => [name, { dtype: 'float32' as const, shape: [] }])),
  };
  const manifest: Manifest = {
    format,
    engine: 'wasm',
    entry: 'model.json',
    signatures: { serving_default: signature },
    files: {},
    sample: 'zeros',
  };
  const files: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
    'model.json': new TextEncoder().encode(JSON.stringify(json)),
    [WEIGHTS]: weights,
  };
  return {
    manifest,
    path: '',
    async read(file) {
      const content = files[file];
      if (!content) throw new TypeError(`the model of a case has no file ${file}`);
      return content;
    },
  };
}

interface CaseModel {
  format: Manifest['format'];
  json: unknown;
  weights: Uint8Array<ArrayBuffer>;
  outputs: string[];
}

/** Makes a graph of one or more ops, with its weights. */
function graphOf(one: OpCase): CaseModel {
  const names = one.inputs.map((_, at) => inputName(one, at));
  const given = one.inputs.map(({ dtype }, at) => ({
    name: names[at],
    op: isWeight(one, at) ? 'Const' : 'Placeholder',
    attr: { dtype: { type: DTYPES[dtype] } },
  }));
  const weights = one.inputs.flatMap(({ dtype, shape, data }, at) =>
    isWeight(one, at) ? [{ spec: { name: names[at], dtype, shape }, bytes: bytesOf(data) }] : [],
  );
  const nodes = one.nodes ?? [{ name: 'y', op: one.op, input: names, attr: one.attrs }];
  const count = Math.max(one.outputs.length, 1);
  return {
    format: 'tfjs-graph-model',
    json: {
      format: 'graph-model',
      modelTopology: {
        node: [...given, ...nodes],
        library: { function: one.functions },
        versions: { producer: 1 },
      },
      weightsManifest: [{ paths: [WEIGHTS], weights: weights.map(({ spec }) => spec) }],
    },
    weights: new Uint8Array(Buffer.concat(weights.map(({ bytes }) => bytes))),
    outputs: one.names?.[1] ?? Array.from({ length: count }, (_, at) => `y:${at}`),
  };
}

/** Makes a model of one layer, and of those after it. */
function layersOf({ layer, config, after, inputs, weights }: LayerCase): CaseModel {
  const ends = inputs.map(({ shape }, at) => ({
    class_name: 'InputLayer',
    name: `x${at}`,
    config: { name: `x${at}`, batch_input_shape: [null, ...shape.slice(1)], dtype: 'float32' },
    inbound_nodes: [],
  }));
  const chain = [[layer, config] as const, ...after].map(([className, settings], at) => ({
    class_name: className,
    name: layerName(at),
    config: { ...settings, name: layerName(at) },
    inbound_nodes: [at === 0 ? ends.map(({ name }) => [name, 0, 0, {}]) : [[layerName(at - 1), 0, 0, {}]]],
  }));
  const last = layerName(after.length);
  return {
    format: 'tfjs-layers-model',
    json: {
      format: 'layers-model',
      modelTopology: {
        keras_version: '2.15.0',
        backend: 'tensorflow',
        model_config: {
          class_name: 'Functional',
          config: {
            name: 'one',
            layers: [...ends, ...chain],
            input_layers: ends.map(({ name }) => [name, 0, 0]),
            output_layers: [[last, 0, 0]],
          },
        },
      },
      weightsManifest: [
        {
          paths: [WEIGHTS],
          weights: weights.map(([name, { shape, dtype }]) => ({ name, shape, dtype })),
        },
      ],
    },
    weights: new Uint8Array(Buffer.concat(weights.map(([, { data }]) => bytesOf(data)))),
    outputs: [last],
  };
}

function layerName(at: number): string {
  return at === 0 ? 'layer' : `layer${at}`;
}

/** A tensor in a weight file's form: a string follows its length. */
function bytesOf(data: Tensor['data']): Buffer {
  if (!Array.isArray(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return Buffer.concat(
    data.flatMap((text) => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(text.length);
      return [length, text];
    }),
  );
}
