import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRequest } from '@pilotlight/protocol';
import type { NamedTensors } from '@pilotlight/protocol/tensors';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { CallRecord } from '../../call-record.ts';
import { installedAsset } from '../../deployment/runtime-parts.ts';
import { WASM_FILE } from '../../engines/wasm/wasm-file.ts';
import { keepCalled, withoutStart } from '../take/function-coverage.ts';
import { writeSnapshot } from '../take/write-snapshot.ts';
import { createModelSource } from '../../load-model.ts';
import { digestOf } from '../../store/digest.ts';
import { readManifest } from '../../store/model-directory.ts';
import { readModels } from '../../store/read-models.ts';
import { createModelRuntime, type ModelRuntime } from '../../model-runtime.ts';
import { createModelsDirectory, DENSE_GRAPH, TWO_BY_TWO_LAYERS } from '../../testing/models.ts';
import { shrinkMemory } from '../../webassembly/small-memory.ts';
import { webAssembly } from '../../webassembly/web-assembly.ts';
import { writeManifest } from '../../store/write-manifest.ts';
import { loadSnapshot, restoreModel } from './restore-model.ts';
import { SNAPSHOT_FILES, type SnapshotPlan } from '../snapshot-plan.ts';

let original: Awaited<ReturnType<typeof createModelsDirectory>>;
let models: string;
const directory = () => ({ model: 'dense', version: 1, path: join(models, 'dense/1') });
const file = (name: string) => join(directory().path, name);

beforeAll(async () => {
  original = await createModelsDirectory();
  await writeSnapshot(original.path, 'dense', DENSE_GRAPH);
  await writeSnapshot(original.path, 'two', TWO_BY_TWO_LAYERS);
});
afterAll(() => original[Symbol.asyncDispose]());
beforeEach(async () => {
  const copy = await createModelsDirectory();
  models = copy.path;
  await cp(original.path, models, { recursive: true });
  return () => copy[Symbol.asyncDispose]();
});

/** Writes a file of the snapshot, and its digest into the manifest. */
async function replace(name: string, content: Uint8Array | string): Promise<void> {
  await writeFile(file(name), content);
  const manifest = await readManifest(directory());
  const digest = digestOf(content);
  await writeManifest(directory().path, { ...manifest, files: { ...manifest.files, [name]: digest } });
}

async function changePlan(change: (plan: SnapshotPlan) => object): Promise<void> {
  const plan: SnapshotPlan = JSON.parse(await readFile(file(SNAPSHOT_FILES.plan), 'utf8'));
  await replace(SNAPSHOT_FILES.plan, JSON.stringify(change(plan)));
}

/** Writes another engine, and its digest in each place. */
async function replaceEngine(content: Uint8Array | string): Promise<void> {
  await replace(SNAPSHOT_FILES.engine, content);
  await changePlan((plan) => ({ ...plan, engine: digestOf(content) }));
}

/** Leaves only the snapshot: everything that needs the engine fails from now on. */
async function leaveOnlySnapshot(): Promise<void> {
  for (const name of ['dense', 'two']) await rm(join(models, name, '1/model.json'));
}

const createRuntime = () => createModelRuntime({ modelsDirectory: models, assetPath: installedAsset });

async function ask(runtime: ModelRuntime, request: Record<string, unknown>, record: CallRecord = {}) {
  const parsed = parseRequest({ model: 'dense', ...request });
  if (parsed.op !== 'predict') throw new TypeError('expected a predict request');
  return (await runtime.predict(parsed, { record })).outputs;
}

const ONE = { instances: [[1, 1]] };
const ANSWER = { y: { dtype: 'float32', shape: [1, 2], data: Float32Array.of(4.5, 0) } };
const TWO = {
  instances: [
    [1, 1],
    [10, 100],
  ],
};
/** More rows than are answered one by one, as a column: `instances` may be answered in parts, which depends on time. */
const MANY = { inputs: Array.from({ length: 17 }, () => [1, 1]) };
const TWO_ANSWERS = { y: { dtype: 'float32', shape: [2, 2], data: Float32Array.of(4.5, 0, 310.5, 320) } };

/** The warnings of this process until the end of the test. */
function warnings(): string[] {
  const seen: string[] = [];
  const listener = ({ message }: Error) => void seen.push(message);
  process.on('warning', listener);
  onTestFinished(() => void process.off('warning', listener));
  return seen;
}
/** Warnings are emitted in a turn of their own. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

it('answers without the model or its engine', async () => {
  await leaveOnlySnapshot();
  const seen = warnings();
  const runtime = createRuntime();
  expect(await ask(runtime, ONE)).toEqual(ANSWER);
  expect(await ask(runtime, { instances: [[10, 100]] })).toEqual({
    y: { dtype: 'float32', shape: [1, 2], data: Float32Array.of(310.5, 320) },
  });
  await turn();
  expect(seen).toEqual([]);
});

it('loads once for a hundred simultaneous first calls', async () => {
  await leaveOnlySnapshot();
  const { Instance } = webAssembly;
  let instances = 0;
  webAssembly.Instance = class extends Instance {
    constructor(...args: ConstructorParameters<typeof Instance>) {
      super(...args);
      instances += 1;
    }
  };
  onTestFinished(() => void (webAssembly.Instance = Instance));
  const runtime = createRuntime();
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, n) => ask(runtime, { instances: [[n, 0]] })),
  );
  expect(answers.map(({ y }) => y?.data[0])).toEqual(Array.from({ length: 100 }, (_, n) => n + 0.5));
  expect(instances).toBe(1);
});

it('answers two models of one engine, each in its own memory', async () => {
  await leaveOnlySnapshot();
  const runtime = createRuntime();
  for (let n = 0; n < 50; n++) {
    expect((await ask(runtime, { instances: [[n, 1]] }))['y']?.data[0]).toBe(n + 3.5);
    const two = await ask(runtime, { model: 'two', inputs: { a: [[n, 2]], b: [[10, 20]] } });
    expect([two['sum']?.data, two['scaled']?.data]).toEqual([
      Float32Array.of(n + 10, 22),
      Float32Array.of(2 * (n + 10) + 66),
    ]);
  }
});

it('holds no more memory after a thousand runs', async () => {
  const run = await loadSnapshot(createModelSource(directory(), await readManifest(directory())));
  const inputs = { x: { dtype: 'float32', shape: [1, 2], data: Float32Array.of(1, 1) } } as const;
  const round = () => expect(run('serving_default', inputs)).toEqual(ANSWER);
  for (let n = 0; n < 100; n++) round();
  const before = process.memoryUsage().arrayBuffers;
  for (let n = 0; n < 1000; n++) round();
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(512 * 1024);
});

const x = (...shape: number[]) => ({ x: { dtype: 'float32', shape, data: Float32Array.of(1, 1) } }) as const;

it('answers several rows one by one if the engine gave them the same answers together', async () => {
  await leaveOnlySnapshot();
  const columns = { inputs: { x: TWO.instances } };
  expect(await ask(createRuntime(), columns)).toEqual(TWO_ANSWERS);
  await changePlan(({ rowByRow, ...plan }) => {
    expect(rowByRow).toBe(true);
    return plan;
  });
  await expect(ask(createRuntime(), columns)).rejects.toMatchObject({ reason: 'INFERENCE_FAILED' });
});

it('runs other sizes and signatures on the engine, and continues from its snapshot afterwards', async () => {
  const run = await loadSnapshot(createModelSource(directory(), await readManifest(directory())));
  expect(run('other', x(1, 2))).toBe(undefined);
  expect(run('serving_default', x(2, 1))).toBe(undefined);
  expect(run('serving_default', x(2))).toBe(undefined);
  expect(run('serving_default', {})).toBe(undefined);

  const seen = warnings();
  const runtime = createRuntime();
  expect(await ask(runtime, ONE)).toEqual(ANSWER);
  const [many, one, two]: CallRecord[] = [{}, {}, {}];
  expect((await ask(runtime, MANY, many))['y']?.shape).toEqual([17, 2]);
  expect(await ask(runtime, ONE, one)).toEqual(ANSWER);
  expect(await ask(runtime, TWO, two)).toEqual(TWO_ANSWERS);
  expect([many, one, two].map((record) => record?.snapshot)).toEqual([false, true, true]);
  await turn();
  expect(seen).toEqual([]);
});

it('is restored after a failure, at most three times', async () => {
  const { manifest, ...files } = createModelSource(directory(), await readManifest(directory()));
  let restored = 0;
  const source = {
    ...files,
    manifest,
    readInto: async (...read: Parameters<typeof files.readInto>) => {
      restored += 1;
      await files.readInto(...read);
    },
  };
  const answers: string[] = [];
  const engine = {
    signatures: {},
    run: async () => {
      answers.push('engine');
      return {};
    },
    dispose: () => undefined,
  };
  const seen = warnings();
  const model = await restoreModel(source, async () => engine);
  // The plan expects these, and they are missing.
  const failing: NamedTensors = { x: { dtype: 'float32', shape: [1, 2], data: [] } };
  for (let n = 0; n < 5; n++) {
    await model.run('serving_default', failing);
    if (n < 2) expect(await model.run('serving_default', x(1, 2))).toEqual(ANSWER);
  }
  expect(answers).toEqual(['engine', 'engine', 'engine', 'engine', 'engine']);
  expect(restored).toBe(3);
  await model.run('serving_default', x(1, 2));
  expect(answers).toHaveLength(6);
  await turn();
  expect(seen).toHaveLength(1);
});

it('continues from its snapshot if the engine cannot take over', async () => {
  await leaveOnlySnapshot();
  const runtime = createRuntime();
  expect(await ask(runtime, ONE)).toEqual(ANSWER);
  // As columns: instances may be run in parts that are small enough for the snapshot, on a busy machine.
  await expect(ask(runtime, { inputs: { x: MANY.inputs } })).rejects.toMatchObject({
    reason: 'INFERENCE_FAILED',
  });
  expect(await ask(runtime, ONE)).toEqual(ANSWER);
});

it('starts its engine on request, once', async () => {
  const runtime = createRuntime();
  const dense = { model: 'dense', version: undefined };
  await runtime.startEngine(dense);
  await leaveOnlySnapshot();
  await runtime.startEngine(dense);
  expect((await ask(runtime, MANY))['y']?.shape).toEqual([17, 2]);
});

const firstCalls = ({ calls }: SnapshotPlan, change: (call: SnapshotPlan['calls'][number]) => object) =>
  calls.map((call, at) => (at === 0 ? change(call) : call));

describe('runs the same request on the engine, and logs that once,', () => {
  it.each<[string, () => Promise<void>, string]>([
    [
      'if a plan is of another version',
      () => changePlan((plan) => ({ ...plan, version: 0 })),
      'it was taken by another version of Pilotlight',
    ],
    [
      'if it is for another kind of processor',
      () => changePlan((plan) => ({ ...plan, processor: 'z80 00' })),
      'it was taken on another kind of processor',
    ],
    [
      'if a call returns another result',
      () =>
        changePlan((plan) => ({
          ...plan,
          calls: [{ callee: 'stackSave', args: [], result: 1 }, ...plan.calls],
        })),
      'stackSave returned another result',
    ],
    [
      'if a call must call its host and does not',
      () =>
        changePlan((plan) => ({
          ...plan,
          calls: firstCalls(plan, (call) => ({ ...call, imports: [{ name: 'env.abort', args: [] }] })),
        })),
      'malloc called fewer functions of its host',
    ],
    [
      'if a call must not call its host and does',
      // No memory is left for this many bytes, so it requests more. The snapshot has no function that does.
      async () => {
        const whole = await readFile(installedAsset(WASM_FILE));
        shrinkMemory(whole);
        await replaceEngine(withoutStart(whole));
        await changePlan((plan) => ({
          ...plan,
          calls: [{ callee: 'malloc', args: [2 ** 28], gives: 99 }, ...plan.calls],
        }));
      },
      'its engine called env.emscripten_resize_heap differently',
    ],
    [
      'if a function does not exist',
      () =>
        changePlan((plan) => ({ ...plan, calls: firstCalls(plan, (call) => ({ ...call, callee: '#0' })) })),
      'its engine has no function #0',
    ],
    [
      'if an export does not exist',
      () =>
        changePlan((plan) => ({ ...plan, calls: firstCalls(plan, (call) => ({ ...call, callee: 'burn' })) })),
      'does not export burn as expected',
    ],
    [
      'if an input does not exist',
      () =>
        changePlan((plan) => ({
          ...plan,
          calls: firstCalls(plan, (call) => ({ ...call, writes: [{ at: 0, input: 'z' }] })),
        })),
      `it received no input 'z'`,
    ],
    [
      'if a required function traps',
      async () => replaceEngine(keepCalled(await readFile(file(SNAPSHOT_FILES.engine)), new Uint8Array())),
      'unreachable',
    ],
    ['if its module is not one', () => replaceEngine('no module'), 'expected magic word'],
    [
      'if its module is not the validated one',
      async () =>
        replace(
          SNAPSHOT_FILES.engine,
          keepCalled(await readFile(file(SNAPSHOT_FILES.engine)), new Uint8Array()),
        ),
      'its plan does not fit the model: engine',
    ],
    [
      'if its module is invalid, and an earlier Pilotlight took it',
      async () => {
        const content = await readFile(file(SNAPSHOT_FILES.engine));
        await replaceEngine(content.fill(0x20, content.length >> 1, (content.length >> 1) + 200));
        await changePlan((plan) => ({ ...plan, engine: undefined }));
      },
      'its engine is not a valid module',
    ],
    [
      'if an output is longer than the rows',
      () =>
        changePlan((plan) => ({
          ...plan,
          outputs: plan.outputs.map((output) => ({ ...output, shape: [2, 2] })),
        })),
      'its plan does not fit the model: rows',
    ],
    [
      'if an output does not match the signature',
      () =>
        changePlan((plan) => ({
          ...plan,
          outputs: plan.outputs.map((output) => ({ ...output, shape: [1, 3] })),
        })),
      'its plan does not fit the model: outputs',
    ],
    [
      'if an output is a copy of no input',
      () =>
        changePlan((plan) => ({
          ...plan,
          outputs: plan.outputs.map(({ name, dtype, shape }) => ({ name, dtype, shape, input: 'z' })),
        })),
      'its plan does not fit the model: outputs',
    ],
    [
      'if an output lies beyond the end of memory',
      () =>
        changePlan((plan) => ({
          ...plan,
          outputs: plan.outputs.map((output) => ({ ...output, at: plan.memory.pages * 65_536 - 4 })),
        })),
      'an output lies beyond the end of memory',
    ],
    [
      'if it takes any input',
      () => changePlan((plan) => ({ ...plan, inputs: {} })),
      'its plan does not fit the model: inputs',
    ],
    [
      'if an address is never returned',
      () =>
        changePlan((plan) => ({
          ...plan,
          outputs: plan.outputs.map((output) => ({ ...output, at: { of: 999_999 } })),
        })),
      'an address is used before a call returns it',
    ],
    [
      'if a literal is not text',
      () =>
        changePlan((plan) => ({
          ...plan,
          calls: firstCalls(plan, (call) => ({ ...call, writes: [{ at: 0, b64: { length: 2 ** 32 } }] })),
        })),
      'its plan does not fit the model: calls',
    ],
    [
      'if its memory is smaller than its engine starts with',
      () => changePlan((plan) => ({ ...plan, memory: { ...plan.memory, pages: 1 } })),
      'its engine starts with more memory than the snapshot has',
    ],
    [
      'if a part of memory lies beyond its end',
      () => changePlan((plan) => ({ ...plan, memory: { ...plan.memory, extents: [[2 ** 31, 4096]] } })),
      'Invalid typed array length',
    ],
  ])('%s', async (_, damage, why) => {
    await damage();
    const seen = warnings();
    const runtime = createRuntime();
    expect(await ask(runtime, ONE)).toEqual(ANSWER);
    expect(await ask(runtime, TWO)).toEqual(TWO_ANSWERS);
    expect(await ask(runtime, ONE)).toEqual(ANSWER);
    await turn();
    expect(seen).toEqual([expect.stringContaining(why)]);
    expect(seen[0]).toMatch(/^the snapshot of .*dense.1 is not used: .*; wasm answers instead$/);
  });
});

it('refuses to deploy a snapshot that cannot be used, and says how to take another', async () => {
  await expect(readModels(models)).resolves.toHaveLength(2);
  const content = await readFile(file(SNAPSHOT_FILES.engine));
  await replaceEngine(content.fill(0x20, content.length >> 1, (content.length >> 1) + 200));
  await expect(readModels(models)).rejects.toThrow(
    /engine.wasm is not a valid WebAssembly module; npx pilotlight snapshot dense takes a new one/,
  );
  await changePlan((plan) => ({ ...plan, outputs: [] }));
  await expect(readModels(models)).rejects.toMatchObject({ reason: 'MODEL_BROKEN' });
  await replace(SNAPSHOT_FILES.plan, 'null');
  await changePlan((plan) => ({ ...plan, version: 0 }));
  await expect(readModels(models)).resolves.toHaveLength(2);
});

describe('reports a broken model, and the file,', () => {
  it.each<[string, (name: string) => Promise<void>]>([
    ['is missing', (name) => rm(file(name))],
    ['was cut short', async (name) => writeFile(file(name), (await readFile(file(name))).subarray(0, -1))],
    [
      'has grown',
      async (name) => writeFile(file(name), Buffer.concat([await readFile(file(name)), Buffer.of(0)])),
    ],
    [
      'has changed by one bit',
      async (name) => {
        const content = await readFile(file(name));
        content[0] = (content[0] ?? 0) ^ 1;
        await writeFile(file(name), content);
      },
    ],
  ])('if it %s', async (_, damage) => {
    for (const name of [SNAPSHOT_FILES.plan, SNAPSHOT_FILES.engine, SNAPSHOT_FILES.memory]) {
      const whole = await readFile(file(name));
      await damage(name);
      const runtime = createRuntime();
      await expect(ask(runtime, ONE)).rejects.toMatchObject({
        reason: 'MODEL_BROKEN',
        message: expect.stringContaining(`'${name}'`),
      });
      await writeFile(file(name), whole);
      expect(await ask(runtime, ONE)).toEqual(ANSWER);
    }
  });
});
