import './kernels/derive-layer-kernels.ts';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { NamedTensors } from '@pilotlight/protocol/tensors';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { inspectModel } from '../inspect-model.ts';
import { runModel } from '../testing/run-model.ts';

// Models that TensorFlow.js saved, as in a browser, against what it answers itself on its plain cpu backend.

const { dense } = tfl.layers;
const drawn = (seed: number) => ({
  kernelInitializer: tfl.initializers.randomUniform({ minval: -1, maxval: 1, seed }),
  biasInitializer: tfl.initializers.randomUniform({ minval: -1, maxval: 1, seed: seed + 1 }),
});
const layer = (seed: number, units: number, more: object = {}) => dense({ units, ...drawn(seed), ...more });

function symbolic(value: unknown): tfl.SymbolicTensor {
  if (value instanceof tfl.SymbolicTensor) return value;
  throw new TypeError('a layer was run instead of connected');
}

function base(name: string) {
  const x = tfl.input({ shape: [4], name: `${name}_in` });
  const outputs = symbolic(layer(3, 5, { name: `${name}_out` }).apply(x));
  return tfl.model({ inputs: x, outputs, name });
}

function head(name: string) {
  return tfl.sequential({
    name,
    layers: [
      layer(4, 6, { activation: 'relu', inputShape: [5] }),
      layer(5, 2, { activation: 'softmax', useBias: false }),
    ],
  });
}

const MODELS: Readonly<Record<string, () => tfl.LayersModel>> = {
  'a sequence': () =>
    tfl.sequential({ layers: [layer(1, 8, { inputShape: [4], activation: 'relu' }), layer(2, 3)] }),
  'a sequence that says its batch': () =>
    tfl.sequential({ layers: [layer(1, 8, { batchInputShape: [null, 4] })] }),
  'a sequence that begins with an input': () =>
    tfl.sequential({ layers: [tfl.layers.inputLayer({ inputShape: [4], name: 'x' }), layer(1, 3)] }),
  'a sequence of sequences': () =>
    tfl.sequential({
      layers: [
        tfl.sequential({ layers: [layer(1, 3, { inputShape: [4] })] }),
        tfl.sequential({ layers: [layer(2, 2, { inputShape: [3] })] }),
      ],
    }),
  'a sequence of one sequence': () =>
    tfl.sequential({ layers: [tfl.sequential({ layers: [layer(1, 3, { inputShape: [4] })] })] }),
  'a sequence of one model': () => tfl.sequential({ layers: [base('only')] }),
  // Every export of Teachable Machine.
  'a model and a head': () => tfl.sequential({ layers: [base('base'), head('head')] }),
  'a model in a sequence in a sequence': () =>
    tfl.sequential({ layers: [tfl.sequential({ layers: [base('deep')] }), head('head')] }),
  'a shared layer, first used on what comes late': () => {
    const x = tfl.input({ shape: [4] });
    const shared = layer(1, 4, { name: 'shared' });
    const late = symbolic(layer(2, 4).apply(symbolic(layer(3, 4).apply(x))));
    const first = symbolic(shared.apply(late));
    const second = symbolic(shared.apply(x));
    return tfl.model({ inputs: x, outputs: [first, symbolic(tfl.layers.add().apply([first, second]))] });
  },
  'several inputs and outputs': () => {
    const [a, b] = [tfl.input({ shape: [4], name: 'a' }), tfl.input({ shape: [4], name: 'b' })];
    const left = symbolic(layer(1, 3, { name: 'left' }).apply(a));
    const right = symbolic(layer(2, 3, { name: 'right' }).apply(b));
    const both = symbolic(tfl.layers.concatenate({ name: 'both' }).apply([left, right]));
    return tfl.model({ inputs: [a, b], outputs: [both, left] });
  },
  'states beside an output': () => {
    const x = tfl.input({ shape: [4] });
    const steps = symbolic(tfl.layers.reshape({ targetShape: [2, 2] }).apply(x));
    const lstm = tfl.layers.lstm({
      units: 3,
      returnState: true,
      recurrentInitializer: 'glorotUniform',
      name: 'lstm',
    });
    const given = lstm.apply(steps);
    return tfl.model({ inputs: x, outputs: [given].flat().map(symbolic) });
  },
};

/**
 * Ways to write a model: what TensorFlow.js saves, its weights cut into groups and shards, and in fewer bits; and sequences
 * as lists of their layers, without a name, as older versions of TensorFlow.js wrote them.
 */
const FORMS = ['one file', 'groups and shards', 'uint8', 'uint16', 'float16', 'lists of layers'] as const;
type Form = (typeof FORMS)[number];

describe.each(Object.entries(MODELS))('%s', (_, make) => {
  it.each(FORMS)('answers as TensorFlow.js does, written as %s', async (form) => {
    await tf.setBackend('cpu');
    const artifacts = await saved(make());
    await using folder = await writtenOut(artifacts, form);
    const plain = await tfl.loadLayersModel(tf.io.fromMemory(await folder.artifacts()));
    const rows = Float32Array.from({ length: 12 }, (__, at) => Math.sin(at + 1) * 2);
    const feed = plain.inputs.map(() => tf.tensor2d(rows, [3, 4]));
    const answers = [plain.predict(feed)]
      .flat()
      .map((tensor) => ({ shape: tensor.shape, data: tensor.dataSync() }));

    const names = Object.keys((await inspectModel(folder.path)).signatures['serving_default']?.inputs ?? {});
    const inputs: NamedTensors = Object.fromEntries(
      names.map((name) => [name, { dtype: 'float32', shape: [3, 4], data: rows }]),
    );
    const outputs = Object.values(await runModel(folder.path, inputs));
    expect(outputs.map(({ shape }) => shape)).toEqual(answers.map(({ shape }) => shape));
    for (const [at, { data }] of answers.entries()) {
      for (const [place, value] of data.entries()) {
        expect(Math.abs(Number(outputs[at]?.data[place]) - value)).toBeLessThan(1e-5);
      }
    }
  });
});

it.each(['../weights.bin', './../weights.bin', '/weights.bin', '.\\\\weights.bin', './.weights.bin'])(
  'does not read weights from %s',
  async (path) => {
    await using folder = await writtenOut(await saved(base('b')), 'one file', path);
    await expect(inspectModel(folder.path)).rejects.toThrow('must be in the folder of the model');
  },
);

function withLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withLists);
  if (typeof value !== 'object' || value === null) return value;
  const all: Record<string, unknown> = Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, withLists(one)]),
  );
  const { config } = all;
  const isSequence = all['class_name'] === 'Sequential' && typeof config === 'object' && config !== null;
  return isSequence && 'layers' in config ? { ...all, config: config.layers } : all;
}

async function saved(model: tfl.LayersModel): Promise<tf.io.ModelArtifacts> {
  let artifacts: tf.io.ModelArtifacts | undefined;
  await model.save({
    async save(given) {
      artifacts = given;
      return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(given) };
    },
  });
  if (!artifacts) throw new TypeError('nothing was saved');
  return artifacts;
}

async function writtenOut(artifacts: tf.io.ModelArtifacts, form: Form, path = './my-model.weights.bin') {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-saved-'));
  const { weightSpecs = [], weightData, modelTopology } = artifacts;
  const data = new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData));
  let offset = 0;
  const stored = weightSpecs.map((spec) => {
    const size = spec.shape.reduce((product, one) => product * one, 1) * 4;
    offset += size;
    const values = new Float32Array(data.slice(offset - size, offset).buffer);
    return store({ name: spec.name, shape: spec.shape, dtype: 'float32' as const }, values, form);
  });
  const bytes = stored.map((one) => one.bytes);
  const specs = stored.map(({ spec }) => spec);
  const middle = Math.ceil(specs.length / 2);
  const groups: [string[], typeof specs, Uint8Array[]][] =
    form === 'groups and shards'
      ? [
          [
            ['./Group 1/Shard (1).bin', './Group 1/shard-2.BIN'],
            specs.slice(0, middle),
            bytes.slice(0, middle),
          ],
          [['weights_2.bin'], specs.slice(middle), bytes.slice(middle)],
        ]
      : [[[path], specs, bytes]];
  const weightsManifest = groups
    .filter(([, weights]) => weights.length > 0)
    .map(([paths, weights]) => ({ paths, weights }));
  for (const [paths, , parts] of groups) {
    const all = Buffer.concat(parts);
    const length = Math.ceil(all.length / paths.length / 4) * 4;
    for (const [at, file] of paths.entries()) {
      if (file.includes('..') || file.startsWith('/')) continue;
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(
        join(folder, file),
        all.subarray(at * length, at === paths.length - 1 ? all.length : (at + 1) * length),
      );
    }
  }
  // As TensorFlow.js names what it saves as 'downloads://My-Model'.
  const file = join(folder, 'My-Model.json');
  const topology = form === 'lists of layers' ? withLists(modelTopology) : modelTopology;
  await writeFile(file, JSON.stringify({ modelTopology: topology, format: 'layers-model', weightsManifest }));
  return {
    path: file,
    artifacts: async () => ({
      modelTopology,
      weightSpecs: specs,
      weightData: Uint8Array.from(Buffer.concat(bytes)).buffer,
    }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

function store(spec: tf.io.WeightsManifestEntry, values: Float32Array, form: Form) {
  if (form === 'float16') {
    return {
      spec: { ...spec, quantization: { dtype: form } },
      bytes: new Uint8Array(Float16Array.from(values).buffer),
    };
  }
  if (form !== 'uint8' && form !== 'uint16') return { spec, bytes: new Uint8Array(values.buffer) };
  const min = Math.min(...values);
  const scale = (Math.max(...values) - min) / (form === 'uint8' ? 255 : 65_535) || 1;
  const Elements = form === 'uint8' ? Uint8Array : Uint16Array;
  const elements = Elements.from([...values].map((value) => Math.round((value - min) / scale)));
  return {
    spec: { ...spec, quantization: { dtype: form, min, scale } },
    bytes: new Uint8Array(elements.buffer),
  };
}
