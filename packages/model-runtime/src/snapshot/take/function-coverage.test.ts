import { expect, it } from 'vitest';
import { exported, isWasmFunction, isWasmMemory } from '../../webassembly/exported.ts';
import { type WasmInstance, webAssembly } from '../../webassembly/web-assembly.ts';
import { calledFunctions, keepCalled, watchFunctions, withoutStart } from './function-coverage.ts';
import { FIRST_ADDRESS, TEST_MODULE } from './testing/module.ts';
import { readSections, SECTION } from '../../webassembly/wasm-binary.ts';

const FUNCTIONS = ['malloc', 'double', 'ask', 'never', 'start'];

async function instantiate(module: Uint8Array): Promise<WasmInstance> {
  const { instance } = await webAssembly.instantiate(module, { env: { ask: (value: number) => value + 1 } });
  return instance;
}
const call = ({ exports }: WasmInstance, name: string, ...args: number[]) =>
  exported(exports, name, isWasmFunction)(...args);
const memoryOf = ({ exports }: WasmInstance) => Buffer.from(exported(exports, 'memory', isWasmMemory).buffer);
const namesOf = (called: Uint8Array) => FUNCTIONS.filter((_, at) => called[at]);

it('notes the functions that are called, and runs them as before', async () => {
  const plain = await instantiate(TEST_MODULE);
  const watched = await instantiate(watchFunctions(TEST_MODULE));
  expect(namesOf(calledFunctions(watched))).toEqual(['start']);
  for (const instance of [plain, watched]) {
    expect(call(instance, 'malloc', 8)).toBe(FIRST_ADDRESS);
    expect(call(instance, 'malloc', 8)).toBe(FIRST_ADDRESS + 8);
    expect(call(instance, 'ask', 5)).toBe(6);
    memoryOf(instance).writeFloatLE(1.5, 64);
    call(instance, 'double', 64, 68);
    expect(memoryOf(instance).readFloatLE(68)).toBe(3);
  }
  expect(namesOf(calledFunctions(watched))).toEqual(['malloc', 'double', 'ask', 'start']);
  expect(memoryOf(watched)).toEqual(memoryOf(plain));
});

it('keeps the functions that were called, and makes all others trap', async () => {
  const watched = await instantiate(watchFunctions(TEST_MODULE));
  call(watched, 'malloc', 8);
  call(watched, 'ask', 1);
  const kept = await instantiate(keepCalled(TEST_MODULE, calledFunctions(watched)));
  expect(call(kept, 'malloc', 8)).toBe(0);
  expect(call(kept, 'ask', 5)).toBe(6);
  expect(() => call(kept, 'never')).toThrow('unreachable');
  expect(() => call(kept, 'double', 0, 4)).toThrow('unreachable');
});

it('leaves out the data that fills memory, and names that nothing needs', async () => {
  for (const module of [withoutStart(TEST_MODULE), keepCalled(TEST_MODULE, new Uint8Array())]) {
    const instance = await instantiate(module);
    expect(memoryOf(instance).equals(Buffer.alloc(memoryOf(instance).length))).toBe(true);
    const ids = readSections(module).map(({ id }) => id);
    expect(ids).not.toContain(SECTION.start);
    expect(ids).not.toContain(SECTION.custom);
  }
  expect(memoryOf(await instantiate(TEST_MODULE)).toString('latin1', 16, 18)).toBe('hi');
});
