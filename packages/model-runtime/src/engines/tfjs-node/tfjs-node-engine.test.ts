import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import {
  allocate,
  DTYPES,
  type DType,
  elementCount,
  type NamedTensors,
  type Tensor,
} from '@pilotlight/protocol/tensors';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, inject, it, vi } from 'vitest';
import type { Engine, LoadedModel, ModelSource } from '../engine.ts';
import { installedAsset } from '../../deployment/runtime-parts.ts';
import { InputsRefusedError } from '../../errors/inputs-refused-error.ts';
import { parseManifest } from '../../store/manifest.ts';
import { DENSE_GRAPH, type TestModel, TWO_BY_TWO_LAYERS, WHERE_GRAPH } from '../../testing/models.ts';
import { startWasmEngine } from '../wasm/wasm-engine.ts';
import { DATA_TYPE_NAMES } from './data-type.ts';
import { loadNativeBinding } from './native-binding.ts';
import { readSignatures } from './saved-model-signatures.ts';
import {
  chainModel,
  constantModel,
  identityModel,
  rememberingModel,
  reshapingModel,
  writeSavedModel,
} from './testing/saved-models.ts';
import { startTfjsNodeEngine } from './tfjs-node-engine.ts';

const fixtures = join(import.meta.dirname, '../../../fixtures');
const options = { assetPath: installedAsset };
/** Those under `hub` have no tags, and no function that restores variables. */
const SAVED_MODELS =
  'conv depthwise lstm dense signatures strings integers stateful hub/resource hub/reference hub/partitioned'.split(
    ' ',
  );
const long = 'longer than what TensorFlow keeps in place of a pointer';

describe.skipIf(!inject('addonLoads'))('the native engine', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startTfjsNodeEngine(options);
  });

  describe('SavedModels of Python', () => {
    it.each(SAVED_MODELS)('answers as TensorFlow does: %s', async (fixture) => {
      const loaded = await engine.load(await sourceOfFolder(join(fixtures, fixture, 'saved_model')));
      for (const { signature, inputs, outputs } of await readCalls(fixture)) {
        const answer = await loaded.run(signature, inputs);
        expect(Object.keys(answer).toSorted()).toEqual(Object.keys(outputs).toSorted());
        for (const [name, expected] of Object.entries(outputs)) expectSame(answer[name], expected);
      }
      loaded.dispose();
    });

    it('lists the signatures, with their names', async () => {
      const loaded = await engine.load(await sourceOfFolder(join(fixtures, 'signatures/saved_model')));
      expect(loaded.signatures).toEqual({
        serving_default: { inputs: ['x'], outputs: expect.arrayContaining(['best', 'scores']) },
        double: { inputs: ['x'], outputs: expect.arrayContaining(['doubled', 'total']) },
      });
      await expect(loaded.run('triple', {})).rejects.toThrow("'triple'");
      loaded.dispose();
    });

    it('refuses float16 with the name of the tensor', async () => {
      const source = await sourceOfFolder(join(fixtures, 'half/saved_model'));
      await expect(engine.load(source)).rejects.toThrow(
        /'x' \(inputs of signature 'serving_default'\) is float16, which cannot be served/,
      );
    });

    it('reads every file through the source, which checks it', async () => {
      const source = await sourceOfFolder(join(fixtures, 'dense/saved_model'));
      const read: string[] = [];
      const loaded = await engine.load({
        ...source,
        read: (file) => {
          read.push(file);
          return source.read(file);
        },
      });
      expect(read.toSorted()).toEqual(Object.keys(source.manifest.files).toSorted());
      loaded.dispose();
      const broken = { ...source, read: () => Promise.reject(new Error('changed')) };
      await expect(engine.load(broken)).rejects.toThrow('changed');
    });
  });

  describe('tensors', () => {
    it.each([
      ['float32', Float32Array.of(-0, 1e-45, 3.4e38)],
      ['int32', Int32Array.of(-(2 ** 31), 0, 2 ** 31 - 1)],
      ['int64', BigInt64Array.of(-(2n ** 63n), -1n, 2n ** 63n - 1n)],
      ['uint8', Uint8Array.of(0, 128, 255)],
      ['int8', Int8Array.of(-128, -1, 127)],
      ['bool', Uint8Array.of(0, 1, 1)],
      ['string', [Uint8Array.of(255, 0, 254), new Uint8Array(), Buffer.from(long)]],
    ] as const)('keeps every bit of %s, and its own copy of the input', async (dtype, data) => {
      const before = structuredClone(data);
      await using model = await loadTestModel(engine, identityModel(dtype));
      const input: Tensor = { dtype, shape: [3], data: 'set' in data ? data : [...data] };
      const { y } = await model.loaded.run('serving_default', { x: input });
      expectSame(y, input);
      expect(plain(data)).toEqual(plain(before));
    });

    it('keeps a variable apart from the array that it came in', async () => {
      await using model = await loadTestModel(engine, rememberingModel('float32'));
      // TensorFlow shares off-heap arrays that happen to be aligned.
      for (let size = 70_000; size < 73_200; size += 100) {
        const data = new Float32Array(size).fill(1);
        await model.loaded.run('keep', { x: { dtype: 'float32', shape: [size], data } });
        data[0] = 2;
        const { y } = await model.loaded.run('recall', {});
        expect(y?.data[0]).toBe(1);
      }
    });

    it.each(DTYPES)('accepts an empty tensor of %s', async (dtype) => {
      await using model = await loadTestModel(engine, identityModel(dtype));
      const none: Tensor = { dtype, shape: [0], data: allocate(dtype, 0) };
      const { y } = await model.loaded.run('serving_default', { x: none });
      expect(y).toMatchObject({ dtype, shape: [0], data: { length: 0 } });
    });

    it.each(['float16', 'float64', 'uint64', 'complex64'] as const)('refuses %s', async (dtype) => {
      await using directory = await writeSavedModel(identityModel(dtype));
      const source = await sourceOfFolder(directory.path);
      await expect(engine.load(source)).rejects.toThrow(`is ${dtype}, which cannot be served`);
    });

    it('refuses a dtype that differs from the manifest', async () => {
      await using directory = await writeSavedModel(identityModel('int64'));
      const source = await sourceOfFolder(directory.path, { x: 'int32' });
      await expect(engine.load(source)).rejects.toThrow('is int64, but its manifest says int32');
    });
  });

  describe('strings, which tfjs-node frees with their tensor', () => {
    it("keeps a model's own strings", async () => {
      await using model = await loadTestModel(engine, constantModel(['short', long]));
      const x: Tensor = { dtype: 'float32', shape: [1], data: Float32Array.of(1) };
      for (let call = 0; call < 3; call += 1) {
        const { names } = await model.loaded.run('serving_default', { x });
        expect(names && plain(names.data)).toEqual(['short', long]);
      }
    });

    it('keeps the strings that a model stores', async () => {
      await using model = await loadTestModel(engine, rememberingModel('string'));
      const x: Tensor = { dtype: 'string', shape: [1], data: [Buffer.from(long)] };
      await model.loaded.run('keep', { x });
      for (let call = 0; call < 3; call += 1) {
        const { y } = await model.loaded.run('recall', {});
        expect(y && plain(y.data)).toEqual([long]);
      }
    });
  });

  describe('signatures', () => {
    it('feed nodes that the graph computes unless they are fed, and placeholders', async () => {
      await using model = await loadTestModel(engine, chainModel());
      const ask = async () => {
        const answers: NamedTensors[] = [];
        for (const signature of ['whole', 'half', 'whole']) {
          answers.push(await model.loaded.run(signature, { x: floats([2], 1, 2) }));
        }
        return answers;
      };
      const expected = Array.from({ length: 3 }, () => ({ y: floats([2], 1, 2) }));
      expect(await ask()).toEqual(expected);
      await loseTooMuch(model.loaded);
      expect(await ask()).toEqual(expected);
    });

    it('show no inputs of another signature', async () => {
      await using model = await loadTestModel(engine, chainModel());
      const ask = () => model.loaded.run('forgetful', {});
      await model.loaded.run('whole', { x: floats([2], 1, 2) });
      await expect(ask()).rejects.toThrow("must feed a value for placeholder tensor 'serving_x'");
      await loseTooMuch(model.loaded);
      expectSame((await model.loaded.run('whole', { x: floats([2], 1, 2) }))['y'], floats([2], 1, 2));
      expectSame((await ask())['y'], floats([0]));
    });
  });

  describe('memory', () => {
    it('is released when TensorFlow refuses the inputs', async () => {
      const binding = loadNativeBinding();
      await using model = await loadTestModel(engine, reshapingModel());
      const tensors = binding.getNumOfTensors();
      const x: Tensor = { dtype: 'float32', shape: [1 << 18], data: new Float32Array(1 << 18) };
      const fail = (size: number) =>
        expect(
          model.loaded.run('serving_default', {
            x,
            shape: { dtype: 'int32', shape: [1], data: Int32Array.of(size) },
          }),
        ).rejects.toThrow(
          new InputsRefusedError(
            `Input to reshape is a tensor with ${1 << 18} values, but the requested shape has ${size}`,
          ),
        );
      // Some are lost before that stops.
      for (let size = 1; size <= 20; size += 1) await fail(size);
      const before = process.memoryUsage().rss;
      // The inputs together would be 500 MiB.
      for (let size = 1; size <= 500; size += 1) await fail(size);
      expect(process.memoryUsage().rss - before).toBeLessThan(250 * 1024 * 1024);
      expect(binding.getNumOfTensors()).toBe(tensors);
    });

    it.each(['float32', 'int64', 'int8', 'uint8', 'string'] as const)(
      'is released after each of 1000 runs: %s',
      async (dtype) => {
        const binding = loadNativeBinding();
        const models = binding.getNumOfSavedModels();
        const model = await loadTestModel(engine, identityModel(dtype));
        const tensors = binding.getNumOfTensors();
        const x: Tensor = { dtype, shape: [2], data: allocate(dtype, 2) };
        for (let call = 0; call < 1000; call += 1) await model.loaded.run('serving_default', { x });
        await expect(
          model.loaded.run('serving_default', { x: { dtype: 'bool', shape: [1], data: Uint8Array.of(1) } }),
        ).rejects.toThrow('but bool is provided');
        await expect(model.loaded.run('serving_default', {})).rejects.toThrow("'x' is missing");
        expect(binding.getNumOfTensors()).toBe(tensors);
        await model[Symbol.asyncDispose]();
        expect(binding.getNumOfSavedModels()).toBe(models);
      },
    );
  });

  describe('TensorFlow.js models', () => {
    it('serves them beside the WebAssembly engine, each on its own backend', async () => {
      const wasm = await startWasmEngine(options);
      const backends = new Map<string, Engine>([
        ['wasm', wasm],
        ['tensorflow', engine],
      ]);
      const loaded = new Map<string, Record<'dense' | 'where' | 'layers', LoadedModel>>();
      for (const [backend, its] of backends) {
        loaded.set(backend, {
          dense: await its.load(sourceOf(DENSE_GRAPH)),
          where: await its.load(sourceOf(WHERE_GRAPH)),
          layers: await its.load(sourceOf(TWO_BY_TWO_LAYERS)),
        });
      }
      const ask = async (backend: string) => {
        const models = loaded.get(backend);
        if (!models) throw new Error(backend);
        const [dense, where, layers] = await Promise.all([
          models.dense.run('serving_default', { x: floats([1, 2], 1, 1) }),
          models.where.run('serving_default', {
            flag: { dtype: 'bool', shape: [3], data: Uint8Array.of(0, 1, 1) },
          }),
          models.layers.run('serving_default', { a: floats([1, 2], 1, 2), b: floats([1, 2], 3, 4) }),
        ]);
        expectSame(dense['y'], floats([1, 2], 4.5, 0));
        expectSame(where['at'], { dtype: 'int32', shape: [2, 1], data: Int32Array.of(1, 2) });
        expectSame(layers['sum'], floats([1, 2], 4, 6));
        expectSame(layers['scaled'], floats([1, 1], 26));
      };
      const both = () => Promise.all([ask('wasm'), ask('tensorflow'), ask('wasm')]);
      await both();
      const { numTensors } = tf.memory();
      for (let round = 0; round < 100; round += 1) await both();
      expect(tf.memory().numTensors).toBe(numTensors);

      for (const models of loaded.values()) for (const model of Object.values(models)) model.dispose();
    });

    it('computes with the native backend', async () => {
      const model = await engine.load(sourceOf(DENSE_GRAPH));
      await model.run('serving_default', { x: floats([1, 2], 1, 1) });
      expect(tf.getBackend()).toBe('tensorflow');
      model.dispose();
    });

    it.each([
      ['wasm', constantGraph('Identity')],
      ['wasm', constantGraph('Where')],
      ['tensorflow', constantGraph('Identity')],
      ['tensorflow', constantGraph('Where')],
    ])('answers with a constant again and again: %s', async (backend, graph) => {
      // TensorFlow.js detects that this graph did not have to run asynchronously.
      vi.spyOn(console, 'warn').mockReturnValue();
      const its = backend === 'wasm' ? await startWasmEngine(options) : engine;
      const model = await its.load(sourceOf(graph));
      await model.run('serving_default', { x: floats([1], 7) });
      const { numTensors } = tf.memory();
      for (let call = 0; call < 2; call += 1) {
        const outputs = await model.run('serving_default', { x: floats([1], 7) });
        expectSame(outputs['same'], floats([1], 7));
        expectSame(outputs['constant'], floats([2], 1, 2));
      }
      expect(tf.memory().numTensors).toBe(numTensors);
      model.dispose();
    });
  });
});

/** Returns its input and a weight; a `Where` beside them makes it run asynchronously. */
function constantGraph(beside: 'Identity' | 'Where'): TestModel {
  const float = { type: 'DT_FLOAT' };
  const constant = { dtype: float, value: { tensor: { dtype: 'DT_FLOAT' } } };
  return {
    format: 'tfjs-graph-model',
    json: {
      format: 'graph-model',
      modelTopology: {
        node: [
          { name: 'x', op: 'Placeholder', attr: { dtype: float } },
          { name: 'constant', op: 'Const', attr: constant },
          { name: 'same', op: 'Identity', input: ['x'], attr: { T: float } },
          { name: 'beside', op: beside, input: ['x'], attr: { T: float } },
        ],
        versions: { producer: 1 },
      },
      weightsManifest: [
        { paths: ['weights.bin'], weights: [{ name: 'constant', shape: [2], dtype: 'float32' }] },
      ],
      signature: {
        inputs: { x: { name: 'x:0' } },
        outputs: { same: { name: 'same:0' }, constant: { name: 'constant:0' } },
      },
    },
    weights: Float32Array.of(1, 2),
    signature: {
      inputs: { x: { dtype: 'float32', shape: [-1] } },
      outputs: { same: { dtype: 'float32', shape: [-1] }, constant: { dtype: 'float32', shape: [2] } },
    },
    sample: {},
  };
}

function floats(shape: readonly number[], ...elements: number[]): Tensor {
  return { dtype: 'float32', shape, data: Float32Array.from(elements) };
}

/** A TensorFlow.js model in the form that the runtime gives to an engine. */
function sourceOf({ format, json, weights, signature }: TestModel): ModelSource {
  return {
    path: '/nowhere',
    manifest: parseManifest({
      format,
      engine: 'tfjs-node',
      entry: 'model.json',
      signatures: { serving_default: signature },
      files: {},
      sample: 'zeros',
    }),
    read: async (file) =>
      file === 'model.json'
        ? new TextEncoder().encode(JSON.stringify(json))
        : new Uint8Array(weights.slice().buffer),
  };
}

/** A SavedModel on disk, with a correct manifest, except for `dtypes`. */
async function sourceOfFolder(path: string, dtypes: Record<string, DType> = {}): Promise<ModelSource> {
  const read = async (file: string) => new Uint8Array(await readFile(join(path, file)));
  const entry = 'saved_model.pb';
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((file) => file.isFile())
    .map((file) => relative(path, join(file.parentPath, file.name)));
  const signatures = Object.entries(readSignatures(await read(entry))).map(([name, { inputs, outputs }]) => [
    name,
    { inputs: specsOf(inputs, dtypes), outputs: specsOf(outputs, dtypes) },
  ]);
  return {
    path,
    manifest: parseManifest({
      format: 'saved-model',
      engine: 'tfjs-node',
      entry,
      signatures: Object.fromEntries(signatures),
      files: Object.fromEntries(files.map((file) => [file, `sha256-${'0'.repeat(64)}`])),
      sample: 'zeros',
    }),
    read,
  };
}

function specsOf(tensors: Readonly<Record<string, { dataType: number }>>, dtypes: Record<string, DType>) {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { dataType }]) => {
      const dtype =
        dtypes[name] ?? DTYPES.find((known) => known === DATA_TYPE_NAMES.get(dataType)) ?? 'float32';
      return [name, { dtype, shape: [] }];
    }),
  );
}

async function loadTestModel(engine: Engine, model: Parameters<typeof writeSavedModel>[0]) {
  const directory = await writeSavedModel(model);
  const loaded = await engine.load(await sourceOfFolder(directory.path));
  return {
    loaded,
    async [Symbol.asyncDispose]() {
      loaded.dispose();
      await directory[Symbol.asyncDispose]();
    },
  };
}

/** Makes runs fail until the model is loaded again, so that no more inputs are lost. */
async function loseTooMuch(loaded: LoadedModel): Promise<void> {
  const size = 20 * 1024 * 1024;
  const x: Tensor = { dtype: 'bool', shape: [size], data: new Uint8Array(size) };
  await expect(loaded.run('whole', { x })).rejects.toThrow('but bool is provided');
}

interface Call {
  signature: string;
  inputs: NamedTensors;
  outputs: NamedTensors;
}

type JsonTensor = { dtype: DType; shape: number[]; data: (number | string | boolean)[] };
type JsonTensors = Record<string, JsonTensor>;

/** The calls and answers of Python's TensorFlow, in order. */
async function readCalls(fixture: string): Promise<Call[]> {
  type JsonCall = { signature?: string; inputs: JsonTensors; outputs: JsonTensors };
  const expected: JsonCall & { calls?: JsonCall[] } = JSON.parse(
    await readFile(join(fixtures, fixture, 'expected.json'), 'utf8'),
  );
  return (expected.calls ?? [expected]).map(({ signature = 'serving_default', inputs, outputs }) => ({
    signature,
    inputs: fromJson(inputs),
    outputs: fromJson(outputs),
  }));
}

function fromJson(tensors: JsonTensors): NamedTensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { dtype, shape, data }]): [string, Tensor] => {
      if (dtype === 'string')
        return [name, { dtype, shape, data: data.map((text) => Buffer.from(String(text))) }];
      const target = allocate(dtype, elementCount(shape));
      const elements = data.map((element) => (dtype === 'int64' ? BigInt(element) : Number(element)));
      return [name, { dtype, shape, data: Object.assign(target, elements) }];
    }),
  );
}

function expectSame(answer: Tensor | undefined, expected: Tensor): void {
  if (!answer) throw new Error('there is no such output');
  expect([answer.dtype, answer.shape]).toEqual([expected.dtype, expected.shape]);
  if (!(answer.data instanceof Float32Array) || !(expected.data instanceof Float32Array)) {
    expect(plain(answer.data)).toEqual(plain(expected.data));
    return;
  }
  expect(answer.data).toHaveLength(expected.data.length);
  for (const [at, element] of expected.data.entries()) {
    const difference = Math.abs((answer.data[at] ?? Number.NaN) - element);
    expect(difference).toBeLessThanOrEqual(1e-5 * Math.abs(element) + 1e-7);
  }
}

/** Elements in a form that does not depend on the array type. */
function plain(data: Iterable<number | bigint | Uint8Array>): (number | bigint | string)[] {
  return [...data].map((element) =>
    typeof element === 'object' ? Buffer.from(element).toString('latin1') : element,
  );
}
