import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectModel } from '@pilotlight/model-formats';
import { createModelRuntime } from '@pilotlight/model-runtime';
import '@pilotlight/model-runtime/addon-loads';
import { installedAsset } from '@pilotlight/model-runtime/engine-parts';
import { parseRequest } from '@pilotlight/protocol';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { addModel } from './add-model.ts';

// Every form that the official converters gave the same model, added and asked; the answers are Python TensorFlow's.

const FIXTURES = join(import.meta.dirname, '../../../model-runtime/fixtures');

interface WrittenTensor {
  shape: number[];
  data: number[];
}
interface Expected {
  inputs: Record<string, WrittenTensor>;
  outputs: Record<string, WrittenTensor>;
  /** What Python's interpreter gives for each TensorFlow Lite file of the model, integers as they are. */
  tflite: Record<string, { inputs: Record<string, WrittenTensor>; outputs: Record<string, WrittenTensor> }>;
}

/** Rows of a tensor as a request holds them. */
function nest({ shape, data }: WrittenTensor): unknown {
  return shape
    .slice(1)
    .toReversed()
    .reduce<unknown[]>(
      (flat, size) =>
        Array.from({ length: flat.length / size }, (_, at) => flat.slice(at * size, (at + 1) * size)),
      data,
    );
}

let models: string;
beforeAll(async () => {
  models = await mkdtemp(join(tmpdir(), 'pilotlight-served-'));
});
afterAll(() => rm(models, { recursive: true, force: true }));

const FORMS = [
  ['tfjs-graph', 'wasm', 1e-5],
  ['tfjs-layers', 'wasm', 1e-5],
  ['float.tflite', 'litert', 1e-5],
  ['dynamic.tflite', 'litert', 2e-3],
  ['saved_model', 'tfjs-node', 1e-5],
] as const;

describe.each(['conv', 'depthwise', 'dense', 'lstm'])('%s', (fixture) => {
  it.for(FORMS)('gives what Python gives, as %s on %s', async ([form, engine, tolerance], { skip }) => {
    if (engine === 'tfjs-node' && !inject('addonLoads'))
      skip('the native engine is not built: npm run native:setup');
    const expected: Expected = JSON.parse(await readFile(join(FIXTURES, fixture, 'expected.json'), 'utf8'));
    const name = `${fixture}-${form.replace('.', '-')}`.replaceAll('_', '-');
    const description = await inspectModel(join(FIXTURES, fixture, form));
    const { manifest } = await addModel({ description, modelsDirectory: models, name });
    expect(manifest.engine).toBe(engine);

    const runtime = createModelRuntime({ modelsDirectory: models, assetPath: installedAsset });
    const inputs = Object.fromEntries(
      Object.entries(expected.inputs).map(([input, tensor]) => [input, nest(tensor)]),
    );
    const request = parseRequest({ model: name, inputs });
    if (request.op !== 'predict') throw new TypeError('a predict request was meant');
    const { outputs } = await runtime.predict(request);

    const answers = expected.tflite[form.replace('.tflite', '')]?.outputs ?? expected.outputs;
    expect(Object.keys(outputs).toSorted()).toEqual(Object.keys(answers).toSorted());
    for (const [output, { shape, data }] of Object.entries(answers)) {
      expect(outputs[output]?.shape).toEqual(shape);
      const largest = Math.max(...data.map(Math.abs));
      const furthest = Math.max(
        ...data.map((value, at) => Math.abs(value - Number(outputs[output]?.data[at]))),
      );
      expect(furthest / largest).toBeLessThan(tolerance);
    }
  });
});

describe('quantised models', () => {
  it.each([
    // Python's own two implementations of the convolution differ by as much.
    ['conv', 'int8', 2],
    ['conv', 'uint8', 2],
    ['depthwise', 'int8', 1],
    ['dense', 'int8', 0],
    ['lstm', 'int8', 0],
  ])('%s as %s is within so many quanta of Python: %i', async (fixture, variant, quanta) => {
    const expected: Expected = JSON.parse(await readFile(join(FIXTURES, fixture, 'expected.json'), 'utf8'));
    const integers = expected.tflite[variant];
    if (!integers) throw new TypeError(`${fixture} has no ${variant}`);
    const description = await inspectModel(join(FIXTURES, fixture, `${variant}.tflite`));
    const name = `${fixture}-${variant}`;
    const { manifest } = await addModel({ description, modelsDirectory: models, name });
    const runtime = createModelRuntime({ modelsDirectory: models, assetPath: installedAsset });
    const ask = async (tensors: Record<string, WrittenTensor>, raw: boolean) => {
      const inputs = Object.fromEntries(
        Object.entries(tensors).map(([input, tensor]) => [input, nest(tensor)]),
      );
      const request = parseRequest({ model: name, inputs, raw });
      if (request.op !== 'predict') throw new TypeError('a predict request was meant');
      return (await runtime.predict(request)).outputs;
    };

    const raw = await ask(integers.inputs, true);
    const real = await ask(expected.inputs, false);
    for (const [output, { data }] of Object.entries(integers.outputs)) {
      const scale =
        manifest.signatures['serving_default']?.outputs[output]?.quantization?.scale ?? Number.NaN;
      const zeroPoint =
        manifest.signatures['serving_default']?.outputs[output]?.quantization?.zeroPoint ?? Number.NaN;
      for (const [at, integer] of data.entries()) {
        expect(Math.abs(Number(raw[output]?.data[at]) - integer)).toBeLessThanOrEqual(quanta);
        const value = Number(real[output]?.data[at]);
        expect(Math.abs(value / scale + zeroPoint - integer)).toBeLessThan(quanta + 0.01);
      }
    }
  });
});
