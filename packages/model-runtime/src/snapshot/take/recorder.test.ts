import type { NamedTensors } from '@pilotlight/protocol/tensors';
import { expect, it } from 'vitest';
import { type SnapshotCall, type SnapshotPlan, PLAN_VERSION } from '../snapshot-plan.ts';
import { createReplay } from '../restore/replay.ts';
import { exported, isWasmFunction, isWasmMemory, isWasmTable } from '../../webassembly/exported.ts';
import { type WasmFunction, type WasmInstance, webAssembly } from '../../webassembly/web-assembly.ts';
import type { EngineBoundary } from './engine-boundary.ts';
import type { Returned } from './find-outputs.ts';
import { interceptInstances } from './intercept-instances.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { FIRST_ADDRESS, TEST_MODULE } from './testing/module.ts';
import { watchWholeMemory } from './whole-memory-watch.ts';

const BOUNDARY: EngineBoundary = {
  dtypes: ['float32'],
  watch: watchWholeMemory,
  copies: [],
  givesAddress: (callee, result) => callee === 'malloc' || (callee === '' && result >= FIRST_ADDRESS),
  takesAddress: () => true,
  weights: async () => [],
  asksForProcessor: false,
};

/** Makes an instance of the test module with a recorder, and returns its exports as a caller gets them. */
async function startRecorded(ask: WasmFunction) {
  let recorder: Recorder | undefined;
  const stop = interceptInstances((module) => createRecorder(module, (ready) => (recorder = ready)));
  const { instance } = await webAssembly.instantiate(TEST_MODULE, { env: { ask } });
  stop();
  if (!recorder) throw new TypeError('no module was instantiated');
  const call = (name: string, ...args: number[]) => exported(instance.exports, name, isWasmFunction)(...args);
  return { recorder, instance, call, memory: Buffer.from(recorder.memory.buffer) };
}

function record(
  recorder: Recorder,
  task: () => void,
  inputs: NamedTensors = {},
  changes: Partial<EngineBoundary> = {},
): Promise<SnapshotCall[]> {
  const boundary = { ...BOUNDARY, ...changes };
  const watch = boundary.watch(recorder.memory, inputs, undefined);
  return recorder.record({ boundary, watch, onReturn: () => undefined }, async () => task());
}

const float = (...values: number[]) =>
  ({ dtype: 'float32', shape: [values.length], data: Float32Array.from(values) }) as const;

function planOf(calls: SnapshotCall[], changes: Partial<SnapshotPlan> = {}): SnapshotPlan {
  return {
    version: PLAN_VERSION,
    signature: 'serving_default',
    inputs: {},
    outputs: [],
    calls,
    memory: { name: 'memory', pages: 1, extents: [], crc32: 0 },
    table: 'table',
    copies: [],
    ...changes,
  };
}

/** Plays calls in a new instance of the module, or in one that has allocated this many bytes. */
async function replay(plan: SnapshotPlan, inputs: NamedTensors = {}, allocated = 0): Promise<NamedTensors> {
  const played = createReplay(plan);
  const { instance } = await webAssembly.instantiate(TEST_MODULE, {
    env: { ask: (value: number) => played.onImport('env.ask', [value]) },
  });
  if (allocated > 0) exported(instance.exports, 'malloc', isWasmFunction)(allocated);
  return played.run({ instance, memory: exported(instance.exports, 'memory', isWasmMemory) }, inputs);
}

it('records calls, with numbers for addresses that may be others in the next run', async () => {
  const { recorder, call } = await startRecorded(() => 0);
  const calls = await record(recorder, () => {
    const at = call('malloc', 8) ?? 0;
    call('double', at, at + 4);
    call('double', call('malloc', 8) ?? 0, 64);
    call('never');
  });
  expect(calls).toEqual([
    { callee: 'malloc', args: [8], gives: 0 },
    { callee: 'double', args: [{ of: 0 }, FIRST_ADDRESS + 4] },
    { callee: 'malloc', args: [8], gives: 1 },
    { callee: 'double', args: [{ of: 1 }, 64] },
    { callee: 'never', args: [], result: 42 },
  ]);
});

it('treats a number as an address only in an argument that takes addresses', async () => {
  const { recorder, call } = await startRecorded(() => 0);
  const task = () => {
    call('malloc', 8);
    call('double', FIRST_ADDRESS, FIRST_ADDRESS);
  };
  const calls = await record(recorder, task, {}, { takesAddress: (_callee, argument) => argument === 1 });
  expect(calls[1]?.args).toEqual([FIRST_ADDRESS, { of: 0 }]);
});

it('treats an address beyond memory as a number, and checks it', async () => {
  const { recorder, call } = await startRecorded(() => -1);
  const calls = await record(recorder, () => void call('ask', 1), {}, { givesAddress: () => true });
  expect(calls).toMatchObject([{ callee: 'ask', result: -1 }]);
});

it('plays what it recorded: from an input at one address to an output at another', async () => {
  const { recorder, call, memory } = await startRecorded(() => 0);
  const x = float(1.5);
  const calls = await record(
    recorder,
    () => {
      const [from = 0, to = 0] = [call('malloc', 4), call('malloc', 4)];
      memory.set(new Uint8Array(x.data.buffer), from);
      call('double', from, to);
    },
    { x },
  );
  expect(calls[2]).toEqual({
    callee: 'double',
    args: [{ of: 0 }, { of: 1 }],
    writes: [{ at: { of: 0 }, input: 'x' }],
  });
  const y = { name: 'y', dtype: 'float32', shape: [1], at: { of: 1 }, after: 2 } as const;
  const plan = planOf(calls, { outputs: [y] });
  for (const allocated of [0, 16, 4000]) {
    expect(await replay(plan, { x: float(-21) }, allocated)).toEqual({ y: float(-42) });
  }
});

it('tells inputs that are equal, and one that changes nothing in memory', async () => {
  const { recorder, call, memory } = await startRecorded(() => 0);
  const inputs = { a: float(0), b: float(0), c: float(3) };
  const calls = await record(
    recorder,
    () => {
      for (const { data } of [inputs.c, inputs.b, inputs.a]) {
        const at = call('malloc', 4) ?? 0;
        memory.set(new Uint8Array(data.buffer), at);
        call('double', at, 64);
      }
    },
    inputs,
  );
  expect(calls.flatMap(({ writes = [] }) => writes)).toEqual([
    { at: { of: 0 }, input: 'c' },
    { at: { of: 1 }, input: 'b' },
    { at: { of: 2 }, input: 'a' },
  ]);
});

it('watches typed arrays only while it records', async () => {
  const methods: object = Object.getPrototypeOf(Uint8Array.prototype);
  const { set, slice } = Object.fromEntries(
    Object.entries(Object.getOwnPropertyDescriptors(methods)).map(([name, { value }]) => [name, value]),
  );
  const { recorder } = await startRecorded(() => 0);
  await expect(
    record(recorder, () => {
      expect(Reflect.get(methods, 'set')).not.toBe(set);
      throw new Error('it failed');
    }),
  ).rejects.toThrow('it failed');
  expect(Reflect.get(methods, 'set')).toBe(set);
  expect(Reflect.get(methods, 'slice')).toBe(slice);
});

it('records calls of the host by the module, and what the host calls meanwhile', async () => {
  const host: { call?: (name: string, ...args: number[]) => number | undefined } = {};
  const { recorder, call } = await startRecorded((value) => (host.call?.('malloc', value) ?? 0) && 7);
  host.call = call;
  const calls = await record(recorder, () => void call('ask', 12));
  expect(calls).toEqual([
    {
      callee: 'ask',
      args: [12],
      imports: [
        { name: 'env.ask', args: [12], result: 7, calls: [{ callee: 'malloc', args: [12], gives: 0 }] },
      ],
      result: 7,
    },
  ]);
  await replay(planOf(calls), {}, 100);
});

it('follows a pointer to an object that is passed to the host', async () => {
  const { recorder, call, memory } = await startRecorded(() => 0);
  const object = call('malloc', 8) ?? 0;
  const pointer = call('malloc', 8) ?? 0;
  memory.writeUInt32LE(object, pointer);
  const calls = await record(recorder, () => {
    call('ask', pointer);
    call('ask', object);
  });
  expect(calls[0]?.imports).toEqual([
    { name: 'env.ask', args: [pointer], reads: [{ argument: 0, gives: 0 }], result: 0 },
  ]);
  expect(calls[1]?.args).toEqual([{ of: 0 }]);
});

it('records functions of the table under their places, and returns the same one each time', async () => {
  const { recorder, instance } = await startRecorded((value) => value + 1);
  const table = exported(
    instance.exports,
    'table',
    (value): value is { get(at: number): WasmFunction | null } =>
      typeof value === 'object' && value !== null && 'get' in value,
  );
  expect(table.get(0)).toBe(null);
  expect(table.get(1)).toBe(table.get(1));
  const calls = await record(recorder, () => void table.get(1)?.(5));
  expect(calls).toMatchObject([{ callee: '#1', args: [5], result: 6 }]);
  await replay(planOf(calls));
});

it('reports calls after they have returned, but not those from within another', async () => {
  const host: { call?: (name: string, ...args: number[]) => number | undefined } = {};
  const { recorder, call } = await startRecorded(() => (host.call?.('malloc', 4) ?? 0) && 1);
  host.call = call;
  const returned: Returned[] = [];
  await recorder.record(
    {
      boundary: BOUNDARY,
      watch: watchWholeMemory(recorder.memory, {}),
      onReturn: (one) => returned.push(one),
    },
    async () => {
      call('malloc', 8);
      call('ask', 1);
    },
  );
  expect(returned).toEqual([{ index: 0, given: { address: FIRST_ADDRESS, of: 0 } }, { index: 1 }]);
});

it('holds numbers that JSON cannot hold', async () => {
  const odd = [Number.NaN, Infinity, -Infinity, -0];
  const { recorder, call } = await startRecorded(() => 0);
  const calls = await record(recorder, () => odd.forEach((value) => call('double', value, 64)));
  const written: SnapshotCall[] = JSON.parse(JSON.stringify(calls));
  expect(written).toEqual(calls);
  const given: number[] = [];
  const { instance } = await webAssembly.instantiate(TEST_MODULE, { env: { ask: () => 0 } });
  const double = (value: number) => void given.push(value);
  const target = { instance: { exports: { ...instance.exports, double } }, memory: recorder.memory };
  createReplay(planOf(written)).run(target, {});
  expect(given).toEqual(odd);
});

it('refuses a number that WebAssembly takes as a BigInt', async () => {
  const { recorder, call } = await startRecorded(() => 0);
  const value: unknown = 1n;
  await expect(
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what an engine may pass, whatever its types say
    record(recorder, () => void call('malloc', value as number)),
  ).rejects.toMatchObject({
    name: 'NoSnapshotError',
    message: 'a call has a bigint, which a plan cannot hold',
  });
});

it('refuses writes of the host while the module waits for it', async () => {
  const host: { memory?: Buffer } = {};
  const started = await startRecorded(() => host.memory?.writeUInt8(9, 512) ?? 0);
  host.memory = started.memory;
  await expect(
    record(started.recorder, () => void started.call('ask', 1), { x: float(1, 2) }),
  ).rejects.toThrow('writes more than inputs into memory before it calls env.ask');
});

it('gives the allocator no more memory while free memory is cleared', async () => {
  const { recorder, call } = await startRecorded(() => 77);
  recorder.withAllocator({ malloc: 'ask', free: 'never', grow: 'env.ask' }, ({ malloc, memory }) => {
    expect(malloc(1)).toBe(0);
    expect(memory).toBe(recorder.memory);
  });
  expect(call('ask', 1)).toBe(77);
});

it('does not touch modules without memory and table, nor any module after it is stopped', async () => {
  const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  const seen: unknown[] = [];
  const stop = interceptInstances((module) => createRecorder(module, (ready) => seen.push(ready)));
  await webAssembly.instantiate(empty, {}).catch((error: unknown) => seen.push(error));
  stop();
  const { instance }: { instance: WasmInstance } = await webAssembly.instantiate(TEST_MODULE, {
    env: { ask: () => 0 },
  });
  expect(isWasmTable(instance.exports['table'])).toBe(true);
  expect(seen).toEqual([]);
});
