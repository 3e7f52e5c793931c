import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectModel } from '@pilotlight/model-formats';
import { createModelRuntime, type ModelRuntime } from '@pilotlight/model-runtime';
import type { Manifest } from '@pilotlight/model-runtime/store';
import '@pilotlight/model-runtime/addon-loads';
import { installedAsset } from '@pilotlight/model-runtime/deployment';
import { sampleSignature } from '@pilotlight/model-runtime/request';
import { encodeBinaryTensor, parseRequest } from '@pilotlight/protocol';
import { allocate, elementCount, type NamedTensors, setElement } from '@pilotlight/protocol/tensors';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { addModel } from '../models/add-model.ts';

// Every form that the official converters gave the same model, added and asked; the answers are Python TensorFlow's.

const FIXTURES = join(import.meta.dirname, '../../../model-runtime/fixtures');

/** Number of comparisons of a snapshot with its engine. */
const RUNS = 50;

interface WrittenTensor {
  shape: number[];
  data: number[];
}
interface Expected {
  inputs: Record<string, WrittenTensor>;
  outputs: Record<string, WrittenTensor>;
  /** Outputs of Python's interpreter for each TensorFlow Lite file of the model, with integers unchanged. */
  tflite: Record<string, { inputs: Record<string, WrittenTensor>; outputs: Record<string, WrittenTensor> }>;
}

/** Rows of a tensor as a request holds them. */
function nest({ shape, data }: WrittenTensor): unknown[] {
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

/** Why some have no snapshot, by fixture and form. */
const NO_SNAPSHOT: Readonly<Record<string, string>> = {
  'loop tfjs-graph': 'what it runs depends on computed values',
};

describe.each(['conv', 'depthwise', 'dense', 'lstm'])('%s', (fixture) => {
  it.for(FORMS)('answers like Python, as %s on %s', async ([form, engine, tolerance], { skip }) => {
    if (engine === 'tfjs-node' && !inject('addonLoads'))
      skip('the native engine is not built: npm run native:setup');
    const expected: Expected = JSON.parse(await readFile(join(FIXTURES, fixture, 'expected.json'), 'utf8'));
    const name = `${fixture}-${form.replace('.', '-')}`.replaceAll('_', '-');
    const description = await inspectModel(join(FIXTURES, fixture, form));
    const { manifest, whyNoSnapshot } = await addModel({ description, modelsDirectory: models, name });
    expect(manifest.engine).toBe(engine);

    const runtime = createModelRuntime({ modelsDirectory: models, assetPath: installedAsset });
    const inputs = Object.fromEntries(
      Object.entries(expected.inputs).map(([input, tensor]) => [input, nest(tensor)]),
    );
    const answers = expected.tflite[form.replace('.tflite', '')]?.outputs ?? expected.outputs;
    expectClose(await ask(runtime, { model: name, inputs }), answers, tolerance);

    expect(whyNoSnapshot).toBe(
      engine === 'tfjs-node'
        ? 'its engine tfjs-node does not run in WebAssembly'
        : NO_SNAPSHOT[`${fixture} ${form}`],
    );
    if (whyNoSnapshot !== undefined) return;
    await using restored = await onlySnapshot(models, name, manifest);
    const rows = Object.values(expected.inputs)[0]?.shape[0] ?? 0;
    for (let row = 0; row < rows; row++) {
      const rowInputs = Object.fromEntries(
        Object.entries(inputs).map(([input, all]) => [input, all.slice(row, row + 1)]),
      );
      const rowAnswers = Object.fromEntries(
        Object.entries(answers).map(
          ([
            output,
            {
              shape: [, ...sizes],
              data,
            },
          ]) => {
            const length = data.length / rows;
            return [output, { shape: [1, ...sizes], data: data.slice(row * length, (row + 1) * length) }];
          },
        ),
      );
      expectClose(await ask(restored.runtime, { model: name, inputs: rowInputs }), rowAnswers, tolerance);
    }
    await expectSame(restored.runtime, runtime, name, manifest);
  });
});

it.each([
  ['conv', 'dynamic-batch.tflite'],
  ['same-shapes', 'tfjs-graph'],
  ['same-shapes', 'tfjs-graph-structured'],
  ['two-signatures', 'two-signatures.tflite'],
  ['loop', 'tfjs-graph'],
])('takes a snapshot of %s as %s where it can, and it answers as the engine does', async (fixture, form) => {
  const description = await inspectModel(join(FIXTURES, fixture, form));
  const name = `${fixture}-${form.replace('.', '-')}`;
  const { manifest, whyNoSnapshot } = await addModel({ description, modelsDirectory: models, name });
  expect(whyNoSnapshot).toBe(NO_SNAPSHOT[`${fixture} ${form}`]);
  if (whyNoSnapshot !== undefined) return;
  const runtime = createModelRuntime({ modelsDirectory: models, assetPath: installedAsset });
  await using restored = await onlySnapshot(models, name, manifest);
  await expectSame(restored.runtime, runtime, name, manifest);
});

function expectClose(
  outputs: NamedTensors,
  answers: Readonly<Record<string, WrittenTensor>>,
  tolerance: number,
): void {
  expect(Object.keys(outputs).toSorted()).toEqual(Object.keys(answers).toSorted());
  for (const [output, { shape, data }] of Object.entries(answers)) {
    expect(outputs[output]?.shape).toEqual(shape);
    const largest = Math.max(...data.map(Math.abs));
    const furthest = Math.max(
      ...data.map((value, at) => Math.abs(value - Number(outputs[output]?.data[at]))),
    );
    expect(furthest / largest).toBeLessThan(tolerance);
  }
}

async function ask(runtime: ModelRuntime, question: Record<string, unknown>): Promise<NamedTensors> {
  const request = parseRequest(question);
  if (request.op !== 'predict') throw new TypeError('a predict request was meant');
  return (await runtime.predict(request)).outputs;
}

/** A model that has nothing but its snapshot, so that only that can answer. */
async function onlySnapshot(from: string, name: string, { files }: Manifest) {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-snapshot-'));
  await cp(join(from, name), join(folder, name), { recursive: true });
  const own = Object.keys(files).filter((file) => !file.startsWith('snapshot/'));
  for (const file of own) await rm(join(folder, name, '1', file));
  return {
    runtime: createModelRuntime({ modelsDirectory: folder, assetPath: installedAsset }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** Compares a snapshot with its engine, run after run, bit for bit. */
async function expectSame(restored: ModelRuntime, engine: ModelRuntime, name: string, manifest: Manifest) {
  await engine.startEngine({ model: name, version: undefined });
  const signature = sampleSignature(manifest);
  let state = 1;
  // Park and Miller's generator: the same numbers in each run.
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  for (let run = 0; run < RUNS; run++) {
    const inputs = Object.fromEntries(
      Object.entries(manifest.signatures[signature]?.inputs ?? {}).map(([input, { dtype, shape }]) => {
        const sizes = shape.map((size) => (size === -1 ? 1 : size));
        const data = allocate(dtype, elementCount(sizes));
        const scale = 10 ** (run % 5) * (random() - 0.5);
        for (let at = 0; at < data.length; at++)
          setElement(data, at, dtype === 'float32' ? (random() - 0.5) * scale : Math.floor(random() * 256));
        return [input, encodeBinaryTensor({ dtype, shape: sizes, data })];
      }),
    );
    const question = { model: name, signature, raw: true, inputs };
    expect(await ask(restored, question)).toEqual(await ask(engine, question));
  }
}

describe('quantized models', () => {
  it.each([
    // Python's own two implementations of the convolution differ by as much.
    ['conv', 'int8', 2],
    ['conv', 'uint8', 2],
    ['depthwise', 'int8', 1],
    ['dense', 'int8', 0],
    ['lstm', 'int8', 0],
  ])(
    '%s as %s differs from Python by at most this number of quanta: %i',
    async (fixture, variant, quanta) => {
      const expected: Expected = JSON.parse(await readFile(join(FIXTURES, fixture, 'expected.json'), 'utf8'));
      const integers = expected.tflite[variant];
      if (!integers) throw new TypeError(`${fixture} has no ${variant}`);
      const description = await inspectModel(join(FIXTURES, fixture, `${variant}.tflite`));
      const name = `${fixture}-${variant}`;
      const { manifest, whyNoSnapshot } = await addModel({ description, modelsDirectory: models, name });
      expect(whyNoSnapshot).toBe(undefined);
      const runtime = createModelRuntime({ modelsDirectory: models, assetPath: installedAsset });
      const askFor = async (tensors: Record<string, WrittenTensor>, raw: boolean) => {
        const inputs = Object.fromEntries(
          Object.entries(tensors).map(([input, tensor]) => [input, nest(tensor)]),
        );
        return ask(runtime, { model: name, inputs, raw });
      };

      const raw = await askFor(integers.inputs, true);
      const real = await askFor(expected.inputs, false);
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
      await using restored = await onlySnapshot(models, name, manifest);
      await expectSame(restored.runtime, runtime, name, manifest);
    },
  );
});
