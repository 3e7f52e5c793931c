import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { exported, isWasmMemory } from './exported.ts';
import { WASM_PAGE, webAssembly } from './web-assembly.ts';
import { shrinkMemory } from './small-memory.ts';
import { TEST_MODULE } from '../snapshot/take/testing/module.ts';
import { encodeNumber, encodeSigned, readSections, SECTION, writeSections } from './wasm-binary.ts';

const PAGES = 256;
const I32 = 0x7f;
const constant = (value: number) => [0x41, ...encodeSigned(value), 0x0b];
const variable = (value: number) => [I32, 1, ...constant(value)];
const list = (...items: number[][]) => Uint8Array.from([items.length, ...items.flat()]);
/** Active data of two bytes. */
const dataAt = (at: number) => [0, ...constant(at), 2, 1, 2];

interface Parts {
  memory?: number[];
  globals?: number[][];
  data?: number[][];
}
const PLAIN = [1, ...encodeNumber(PAGES), ...encodeNumber(512)];

/** Makes a module, of 256 pages by default. */
function moduleOf({ memory = PLAIN, globals = [], data = [] }: Parts): Uint8Array {
  return writeSections([
    { id: SECTION.memory, content: list(memory) },
    { id: SECTION.global, content: list(...globals) },
    { id: SECTION.export, content: list([1, 0x6d, 2, 0]) },
    { id: SECTION.data, content: list(...data) },
  ]);
}

async function memoryOf(module: Uint8Array) {
  const { instance } = await webAssembly.instantiate(module, {});
  return exported(instance.exports, 'm', isWasmMemory);
}

it('gives a module as much memory as its data and its stack take, and lets it grow', async () => {
  const module = moduleOf({
    globals: [variable(100_000), variable(0)],
    data: [dataAt(1024), dataAt(30_000)],
  });
  shrinkMemory(module);
  const memory = await memoryOf(module);
  expect(memory.buffer.byteLength).toBe(2 * WASM_PAGE);
  expect([...new Uint8Array(memory.buffer, 30_000, 2)]).toEqual([1, 2]);
  memory.grow(510);
  expect(() => memory.grow(1)).toThrow('Maximum memory size exceeded');
});

it.each<[string, Parts]>([
  ['its stack is before its data', { globals: [variable(65_536)], data: [dataAt(70_000)] }],
  ['it has no stack', { globals: [[I32, 0, ...constant(100_000)]], data: [dataAt(1024)] }],
  ['a variable is no address', { globals: [variable(-1), variable(2 ** 30)], data: [dataAt(1024)] }],
  ['its code says where data goes', { globals: [variable(100_000)], data: [[1, 2, 1, 2]] }],
  ['its memory is small already', { memory: [0, 1], globals: [variable(60_000)], data: [dataAt(8)] }],
])('does not change a module if %s', (_, parts) => {
  const module = moduleOf(parts);
  const before = Uint8Array.from(module);
  shrinkMemory(module);
  expect(Uint8Array.from(module)).toEqual(before);
});

it('does not change modules that share their memory, have no variables or no memory', () => {
  const globals = [variable(100_000)];
  const shared = moduleOf({ memory: [3, ...encodeNumber(PAGES), ...encodeNumber(PAGES)], globals });
  const none = writeSections(readSections(moduleOf({ globals })).filter(({ id }) => id !== SECTION.memory));
  for (const module of [shared, none, TEST_MODULE]) {
    const before = Uint8Array.from(module);
    shrinkMemory(module);
    expect(Uint8Array.from(module)).toEqual(before);
  }
});

function memorySection(module: Uint8Array): number[] {
  return [...(readSections(module).find(({ id }) => id === SECTION.memory)?.content ?? [])];
}

it.each([
  ['@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm', 256, 2],
  ['@litertjs/core/wasm/litert_wasm_internal.wasm', 269, 13],
])('makes %s begin with fewer pages than %i: with %i', async (file, pages, fewer) => {
  const module = await readFile(createRequire(import.meta.url).resolve(file));
  expect(memorySection(module).slice(2, 4)).toEqual(encodeNumber(pages));
  const { length } = module;
  shrinkMemory(module);
  expect(module).toHaveLength(length);
  // As many bytes as before, so that nothing moves.
  expect(memorySection(module).slice(2, 4)).toEqual([fewer | 0x80, 0]);
  expect(webAssembly.validate(module)).toBe(true);
});
