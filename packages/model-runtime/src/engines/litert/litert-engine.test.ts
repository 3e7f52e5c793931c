import { installedAsset } from '../../deployment/runtime-parts.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine, LoadedModel } from '../engine.ts';
import { startLitertEngine } from './litert-engine.ts';
import { LitertError } from './litert-error.ts';
import {
  type Call,
  decodeAll,
  deviation,
  FIXTURES,
  readJson,
  signatureOf,
  sourceOf,
  theOne,
} from './testing/fixtures.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startLitertEngine({ assetPath: installedAsset });
});

describe('matches TensorFlow in Python on the same file', () => {
  /** In quanta, or as a fraction of the largest float: XNNPACK for WebAssembly rounds depthwise convolutions differently. */
  const TOLERANCE: Record<string, number> = {
    'conv/int8': 2,
    'conv/uint8': 2,
    'depthwise/int8': 1,
    'depthwise/dynamic': 2e-3,
  };
  const FILES = {
    conv: ['float', 'dynamic', 'int8', 'uint8', 'dynamic-batch'],
    depthwise: ['float', 'dynamic', 'int8'],
    dense: ['float', 'dynamic', 'int8'],
    lstm: ['float', 'dynamic', 'int8'],
  };
  for (const [model, variants] of Object.entries(FILES)) {
    it.each(variants)(`${model}/%s, on more rows than the file has`, async (variant) => {
      const { tflite } = await readJson<{ tflite: Record<string, Call> }>(join(model, 'expected.json'));
      const call = theOne(tflite[variant]);
      const loaded = await load(join(FIXTURES, model, `${variant}.tflite`), { serving_default: call });
      const outputs = await loaded.run('serving_default', decodeAll(call.inputs));
      expect(deviation(outputs, call.outputs)).toBeLessThanOrEqual(TOLERANCE[`${model}/${variant}`] ?? 1e-5);
    });
  }

  it('several signatures, their tensors by name', async () => {
    const { calls } = await readJson<{ calls: Call[] }>('two-signatures/expected.json');
    const loaded = await load(
      join(FIXTURES, 'two-signatures/two-signatures.tflite'),
      Object.fromEntries(calls.map((call) => [call.signature, call])),
    );
    const sorted = Object.entries(loaded.signatures).map(([name, { inputs, outputs }]) => [
      name,
      { inputs: inputs.toSorted(), outputs: outputs.toSorted() },
    ]);
    expect(Object.fromEntries(sorted)).toEqual(
      Object.fromEntries(
        calls.map(({ signature, inputs, outputs }) => [
          signature,
          { inputs: Object.keys(inputs), outputs: Object.keys(outputs) },
        ]),
      ),
    );
    for (const { signature, inputs, outputs } of calls) {
      expect(deviation(await loaded.run(signature, decodeAll(inputs)), outputs)).toBeLessThanOrEqual(1e-5);
    }
  });
});

describe('sizes', () => {
  it('returns no rows for no rows', async () => {
    const { loaded } = await conv('float');
    const outputs = await loaded.run('serving_default', {
      image: { dtype: 'float32', shape: [0, 8, 8, 3], data: new Float32Array() },
    });
    expect(outputs['scores']).toEqual({
      dtype: 'float32',
      shape: [0, 8],
      data: new Float32Array(),
    });
  });

  it('refuses tensors that do not fit the file', async () => {
    const { loaded } = await conv('float');
    await expect(
      loaded.run('serving_default', {
        image: { dtype: 'float32', shape: [1, 9, 8, 3], data: new Float32Array(9 * 8 * 3) },
      }),
    ).rejects.toThrow("its input 'image' is float32 [1, 8, 8, 3], but received float32 [1, 9, 8, 3]");
    await expect(
      loaded.run('serving_default', {
        image: { dtype: 'int32', shape: [1, 8, 8, 3], data: new Int32Array(8 * 8 * 3) },
      }),
    ).rejects.toThrow('received int32');
  });

  it('refuses inputs of different numbers of rows', async () => {
    const { tflite } = await readJson<{ tflite: Record<string, Call> }>('dense/expected.json');
    const call = theOne(tflite['float']);
    const loaded = await load(join(FIXTURES, 'dense/float.tflite'), { serving_default: call });
    await expect(
      loaded.run('serving_default', {
        ...decodeAll(call.inputs),
        b: { dtype: 'float32', shape: [1, 32], data: new Float32Array(32) },
      }),
    ).rejects.toThrow('different numbers of rows');
  });

  it('runs rows one by one only if the manifest has a batch', async () => {
    const { call } = await conv('float');
    const loaded = await load(join(FIXTURES, 'conv/float.tflite'), { serving_default: call }, 3);
    await expect(loaded.run('serving_default', decodeAll(call.inputs))).rejects.toThrow(
      "LiteRT.js takes it in fixed sizes only: 'image' is [1, 8, 8, 3]",
    );
  });
});

describe('broken files', () => {
  it.each([
    ['empty', () => new Uint8Array(), 'its file is empty'],
    ['cut off', (file: Buffer) => file.subarray(0, 2000), 'Failed to load model'],
    ['no model', () => Buffer.from('not a model at all, however one reads it'), 'Failed to load model'],
  ])('reports a file that is %s', async (_, breakFile, message) => {
    const file = breakFile(await readFile(join(FIXTURES, 'conv/float.tflite')));
    await expect(engine.load(sourceOf(file, {}))).rejects.toThrow(LitertError);
    await expect(engine.load(sourceOf(file, {}))).rejects.toThrow(message);
  });

  it('continues after any damage', async () => {
    const file = await readFile(join(FIXTURES, 'dense/int8.tflite'));
    const { tflite } = await readJson<{ tflite: Record<string, Call> }>('dense/expected.json');
    const call = theOne(tflite['int8']);
    for (let seed = 1; seed <= 60; seed++) {
      const damaged = Uint8Array.from(file);
      for (let n = 0; n < 8; n++) {
        const at = (seed * 7919 + n * 104_729) % damaged.length;
        damaged[at] = (damaged[at] ?? 0) ^ (1 << n);
      }
      try {
        const loaded = await engine.load(sourceOf(damaged, { serving_default: signatureOf(call, -1) }));
        await loaded.run('serving_default', decodeAll(call.inputs));
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
    }
    const loaded = await load(join(FIXTURES, 'dense/int8.tflite'), { serving_default: call });
    expect(deviation(await loaded.run('serving_default', decodeAll(call.inputs)), call.outputs)).toBe(0);
  });
});

async function conv(variant: string): Promise<{ loaded: LoadedModel; call: Call }> {
  const { tflite } = await readJson<{ tflite: Record<string, Call> }>('conv/expected.json');
  const call = theOne(tflite[variant]);
  return { loaded: await load(join(FIXTURES, `conv/${variant}.tflite`), { serving_default: call }), call };
}

async function load(file: string, calls: Record<string, Call>, batch = -1): Promise<LoadedModel> {
  const signatures = Object.entries(calls).map(([name, call]) => [name, signatureOf(call, batch)]);
  return engine.load(sourceOf(await readFile(file), Object.fromEntries(signatures)));
}
