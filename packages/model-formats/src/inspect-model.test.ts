import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { inspectModel } from './inspect-model.ts';
import { FIXTURE_MODELS, FIXTURES } from './testing/fixtures.ts';

const MOBILENET_DATA = process.env['MOBILENET_DATA'];
const DIGITS = fileURLToPath(new URL('../../../models/digits/1', import.meta.url));

const IMAGE = {
  dtype: { type: 'DT_FLOAT' },
  shape: { shape: { dim: [1, 2, 4, 4].map((size) => ({ size })) } },
};
const poolOfChannelsFirst = {
  format: 'graph-model',
  modelTopology: {
    node: [
      { name: 'x', op: 'Placeholder', attr: IMAGE },
      { name: 'y', op: 'MaxPool', input: ['x'], attr: { data_format: { s: btoa('NCHW') } } },
    ],
  },
  signature: {
    inputs: { x: { name: 'x:0', dtype: 'DT_FLOAT', tensorShape: IMAGE.shape.shape } },
    outputs: { y: { name: 'y:0', dtype: 'DT_FLOAT', tensorShape: IMAGE.shape.shape } },
  },
  weightsManifest: [],
};
const slopedRelu = {
  format: 'layers-model',
  modelTopology: {
    class_name: 'Sequential',
    config: {
      layers: [
        { class_name: 'ReLU', config: { name: 'y', batch_input_shape: [null, 4], negative_slope: 0.1 } },
      ],
    },
  },
  weightsManifest: [],
};

describe('inspectModel', () => {
  it.each(FIXTURE_MODELS)('describes %s', async (name) => {
    const model = await inspectModel(join(FIXTURES, name));
    expect(model.bytes).toBe(model.files.reduce((sum, { bytes }) => sum + bytes, 0));
    expect(model.files.every((file) => existsSync(join(model.folder, file.name)))).toBe(true);
    expect(model.files.some((file) => file.name === model.entry)).toBe(true);
    expect(model.engines.map((engine) => engine.name)).toEqual(['wasm', 'litert', 'tfjs-node']);
    expect(Object.keys(model.signatures).length + model.unsupported.length).toBeGreaterThan(0);
    expect(model.chosen === undefined).toBe(Object.keys(model.signatures).length === 0);
  });

  it.each(['saved_model', 'tfjs-graph', 'tfjs-layers', 'float.tflite'])(
    'finds the tensors that TensorFlow names in conv/%s',
    async (name) => {
      const { signatures } = await inspectModel(join(FIXTURES, 'conv', name));
      const batch = name === 'float.tflite' ? 1 : -1;
      expect(signatures['serving_default']).toEqual({
        inputs: { image: { dtype: 'float32', shape: [batch, 8, 8, 3] } },
        outputs: { scores: { dtype: 'float32', shape: [batch, 8] } },
      });
    },
  );

  it.each([
    ['conv/float.tflite', 'float32'],
    ['conv/dynamic.tflite', 'dynamic range'],
    ['conv/int8.tflite', 'int8 full integer'],
    ['conv/saved_model', 'float32'],
    ['conv/tfjs-layers', 'float32'],
  ])('counts the weights of %s', async (name, summary) => {
    const { parameterCount, weights } = await inspectModel(join(FIXTURES, name));
    expect(parameterCount).toBe(3 * 3 * 3 * 8 + 8 + 128 * 8 + 8);
    expect(weights.summary).toBe(summary);
  });

  it('returns the quantization of integer inputs', async () => {
    const { signatures } = await inspectModel(join(FIXTURES, 'conv/uint8.tflite'));
    const { dtype, quantization } = signatures['serving_default']?.inputs['image'] ?? {};
    expect({ dtype, zeroPoint: quantization?.zeroPoint }).toEqual({ dtype: 'uint8', zeroPoint: 127 });
  });

  it('finds every signature of a file that has several', async () => {
    const { signatures } = await inspectModel(join(FIXTURES, 'signatures/saved_model'));
    expect(Object.keys(signatures).toSorted()).toEqual(['double', 'serving_default']);
  });

  it('says which op the wasm engine lacks, and who has it', async () => {
    const { engines, chosen } = await inspectModel(join(FIXTURES, 'unsupported-op/tfjs-graph'));
    expect(engines[0]).toMatchObject({
      canRun: false,
      why: expect.stringContaining('op RFFT (tfjs-node has it)'),
    });
    expect(chosen?.engine).toBe('tfjs-node');
  });

  it.each([
    ['graph', poolOfChannelsFirst, 'op MaxPool with data_format NCHW'],
    ['layers', slopedRelu, 'layer ReLU with negative_slope'],
  ])('chooses no engine that would answer wrongly: %s', async (_, json, part) => {
    const folder = await mkdtemp(join(tmpdir(), 'pilotlight-misread-'));
    try {
      await writeFile(join(folder, 'model.json'), JSON.stringify(json));
      const { engines, chosen } = await inspectModel(folder);
      expect(chosen).toBeUndefined();
      for (const { name, why } of engines) if (name !== 'litert') expect(why).toContain(part);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('says which dtype nobody takes', async () => {
    const model = await inspectModel(join(FIXTURES, 'half/saved_model'));
    expect(model.signatures).toEqual({});
    expect(model.unsupported).toEqual([expect.stringContaining("input 'x' has the dtype float16")]);
    expect(model.chosen).toBeUndefined();
  });

  it('describes the shipped model as its manifest does', async () => {
    const model = await inspectModel(DIGITS);
    const manifest: unknown = JSON.parse(await readFile(join(DIGITS, 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({
      format: model.format,
      entry: model.entry,
      engine: model.chosen?.engine,
      signatures: model.signatures,
    });
  });

  describe.skipIf(!MOBILENET_DATA)('with MOBILENET_DATA', () => {
    it('describes the real MobileNetV2', async () => {
      const model = await inspectModel(join(MOBILENET_DATA ?? '', 'mobilenet_v2_1.0_224_quant.tflite'));
      expect(model.signatures['serving_default']?.inputs).toEqual({
        input: {
          dtype: 'uint8',
          shape: [1, 224, 224, 3],
          quantization: { scale: 0.0078125, zeroPoint: 128 },
        },
      });
      expect(model.weights.summary).toBe('uint8 full integer');
      expect(model.parameterCount).toBe(3_489_097);
      expect(model.ops).toContainEqual({ name: 'DEPTHWISE_CONV_2D', count: 17 });
    });

    it('names the custom op that no engine has', async () => {
      const { chosen, unsupported } = await inspectModel(
        join(MOBILENET_DATA ?? '', 'model_invoking_error.tflite'),
      );
      expect(chosen).toBeUndefined();
      expect(unsupported).toEqual([expect.stringContaining('fake-op-double')]);
    });
  });
});
