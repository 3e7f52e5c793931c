import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exported, isWasmFunction, isWasmMemory } from '../../webassembly/exported.ts';
import { webAssembly } from '../../webassembly/web-assembly.ts';
import { withoutStart } from './function-coverage.ts';
import { TOUCHED, touchedBytes, watchMemory } from './memory-coverage.ts';
import { TEST_MODULE } from './testing/module.ts';
import {
  appendItem,
  encodeNumber,
  readSections,
  readSized,
  SECTION,
  writeSections,
  writeSized,
} from '../../webassembly/wasm-binary.ts';

const OFFSET = 3;
const memarg = [0, OFFSET];
const vector = (opcode: number, ...rest: number[]) => [0xfd, ...encodeNumber(opcode), ...rest];
const zero = {
  i32: [0x41, 0],
  i64: [0x42, 0],
  f32: [0x43, 0, 0, 0, 0],
  f64: [0x44, 0, 0, 0, 0, 0, 0, 0, 0],
  v128: vector(12, ...Array.from({ length: 16 }, () => 0)),
};
const load = (bytes: number, ...instruction: number[]) => ({ bytes, before: [], instruction, after: [0x1a] });
const store = (bytes: number, type: keyof typeof zero, ...instruction: number[]) => ({
  bytes,
  before: zero[type],
  instruction,
  after: [],
});

/** All loads and stores of WebAssembly with vectors, as its specification lists them. */
const LOADS = [
  ...[4, 8, 4, 8, 1, 1, 2, 2, 1, 1, 2, 2, 4, 4].map((bytes, at) => load(bytes, 0x28 + at, ...memarg)),
  ...[16, 8, 8, 8, 8, 8, 8, 1, 2, 4, 8].map((bytes, at) => load(bytes, ...vector(at, ...memarg))),
  ...[4, 8].map((bytes, at) => load(bytes, ...vector(92 + at, ...memarg))),
  ...[1, 2, 4, 8].map((bytes, at) => ({
    ...load(bytes, ...vector(84 + at, ...memarg, 0)),
    before: zero.v128,
  })),
];
const STORES = [
  ...(
    [
      [4, 'i32'],
      [8, 'i64'],
      [4, 'f32'],
      [8, 'f64'],
      [1, 'i32'],
      [2, 'i32'],
      [1, 'i64'],
      [2, 'i64'],
      [4, 'i64'],
    ] as const
  ).map(([bytes, type], at) => store(bytes, type, 0x36 + at, ...memarg)),
  store(16, 'v128', ...vector(11, ...memarg)),
  ...[1, 2, 4, 8].map((bytes, at) => store(bytes, 'v128', ...vector(88 + at, ...memarg, 0))),
];
const ACCESSES = [...LOADS, ...STORES];

const ofList = (items: number[][]) =>
  items.reduce((list: Uint8Array, item) => appendItem(list, item), new Uint8Array(1));
const named = (text: string) => [text.length, ...Buffer.from(text)];

/**
 * Makes a module with a function of an address for each access, and with two functions of three numbers: `copy` and
 * `fill`.
 */
function moduleOfAccesses(): Uint8Array {
  const code = [
    ...ACCESSES.map(({ before, instruction, after }) => [0x20, 0, ...before, ...instruction, ...after]),
    [0x20, 0, 0x20, 1, 0x20, 2, 0xfc, 10, 0, 0],
    [0x20, 0, 0x20, 1, 0x20, 2, 0xfc, 11, 0],
  ].map((instructions) => Uint8Array.of(0, ...instructions, 0x0b));
  const names = [...ACCESSES.keys(), 'copy', 'fill'].map(String);
  return writeSections([
    {
      id: SECTION.type,
      content: ofList([
        [0x60, 1, 0x7f, 0],
        [0x60, 3, 0x7f, 0x7f, 0x7f, 0],
      ]),
    },
    { id: SECTION.function, content: ofList([...ACCESSES.map(() => [0]), [1], [1]]) },
    { id: SECTION.memory, content: ofList([[0, 1]]) },
    {
      id: SECTION.export,
      content: ofList([
        [...named('memory'), 2, 0],
        ...names.map((name, at) => [...named(name), 0, ...encodeNumber(at)]),
      ]),
    },
    { id: SECTION.code, content: writeSized(code) },
  ]);
}

/** Works out the marks of the bytes after some accesses, byte by byte. */
function expectedMarks(size: number) {
  const marks = Buffer.alloc(size);
  return {
    marks,
    mark: (from: number, bytes: number, mark: number) => {
      for (let at = from; at < from + bytes; at++) if (marks[at] === 0) marks[at] = mark;
    },
  };
}

it('notes for each byte if it is read or written first, by any instruction', async () => {
  const watched = watchMemory(moduleOfAccesses(), 1);
  const step = fc.record({ access: fc.nat(ACCESSES.length - 1), at: fc.nat(60) });
  await fc.assert(
    fc.asyncProperty(fc.array(step), async (steps) => {
      const { instance } = await webAssembly.instantiate(watched, {});
      const { marks, mark } = expectedMarks(128);
      for (const { access, at } of steps) {
        exported(instance.exports, String(access), isWasmFunction)(at);
        const kind = access < LOADS.length ? TOUCHED.read : TOUCHED.written;
        mark(at + OFFSET, ACCESSES[access]?.bytes ?? 0, kind);
      }
      expect(touchedBytes(instance).subarray(0, 128)).toEqual(marks);
    }),
    { numRuns: 300 },
  );
});

it('notes what is copied and filled', async () => {
  const { instance } = await webAssembly.instantiate(watchMemory(moduleOfAccesses(), 1), {});
  const call = (name: string, ...args: number[]) => exported(instance.exports, name, isWasmFunction)(...args);
  const memory = Buffer.from(exported(instance.exports, 'memory', isWasmMemory).buffer);
  memory.write('some bytes', 40);
  const { marks, mark } = expectedMarks(128);
  call('copy', 64, 40, 10);
  mark(40, 10, TOUCHED.read);
  mark(64, 10, TOUCHED.written);
  call('fill', 60, 7, 6);
  mark(60, 6, TOUCHED.written);
  expect(touchedBytes(instance).subarray(0, 128)).toEqual(marks);
  expect(memory.toString('latin1', 60, 74)).toBe('\x07'.repeat(6) + 'me bytes');
});

it('changes nothing of what a module does', async () => {
  const watched = await webAssembly.instantiate(watchMemory(withoutStart(TEST_MODULE), 1), {
    env: { ask: (value: number) => value + 1 },
  });
  const { exports } = watched.instance;
  const memory = Buffer.from(exported(exports, 'memory', isWasmMemory).buffer);
  memory.writeFloatLE(1.5, 64);
  exported(exports, 'double', isWasmFunction)(64, 68);
  expect(memory.readFloatLE(68)).toBe(3);
  expect(exported(exports, 'ask', isWasmFunction)(5)).toBe(6);
  expect([...touchedBytes(watched.instance).subarray(62, 74)]).toEqual([0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 0, 0]);
});

it('does not change a read beyond all memory, which traps: compilers leave such reads in code that never runs', async () => {
  const offset = encodeNumber(2 ** 32 - 4);
  const sections = readSections(moduleOfAccesses()).map(({ id, content }) =>
    id === SECTION.code
      ? {
          id,
          content: writeSized(
            readSized(content).map((code, at) =>
              at === 0 ? Uint8Array.of(0, 0x20, 0, 0x28, 0, ...offset, 0x1a, 0x0b) : code,
            ),
          ),
        }
      : { id, content },
  );
  const { instance } = await webAssembly.instantiate(watchMemory(writeSections(sections), 1), {});
  expect(() => exported(instance.exports, '0', isWasmFunction)(4)).toThrow('out of bounds');
  exported(instance.exports, '1', isWasmFunction)(4);
  expect([...touchedBytes(instance).subarray(0, 16)]).toEqual([
    0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0,
  ]);
});

it('refuses a module with unknown instructions, since it would miss what they read', () => {
  const sections = readSections(moduleOfAccesses()).map(({ id, content }) =>
    // i32.atomic.load, of threads
    id === SECTION.code
      ? { id, content: writeSized([Uint8Array.of(0, 0x41, 0, 0xfe, 0x10, 2, 0, 0x1a, 0x0b)]) }
      : { id, content },
  );
  expect(() => watchMemory(writeSections(sections), 1)).toThrow('unknown instruction 0xfe');
});
