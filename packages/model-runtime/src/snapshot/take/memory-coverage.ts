import { exported, isWasmMemory } from '../../webassembly/exported.ts';
import { WASM_PAGE, type WasmInstance } from '../../webassembly/web-assembly.ts';
import {
  appendItem,
  createReader,
  encodeNumber,
  encodeSigned,
  readCount,
  readSections,
  readSized,
  SECTION,
  writeSections,
  writeSized,
} from '../../webassembly/wasm-binary.ts';
import { countParameters, rewriteFunction } from './rewrite-function.ts';
import type { MemoryAccess, StoredType } from './wasm-instructions.ts';

/** The export that {@link watchMemory} adds: a memory with a byte for each byte of the module's own. */
const TOUCHED_EXPORT = 'pilotlight_touched';

/** Values of that byte: the first access to the other byte. It is 0 if there was none. */
export const TOUCHED = { read: 1, written: 2 } as const;

/** Returns a byte of {@link TOUCHED} for each byte of the memory of an instance of such a module. */
export function touchedBytes({ exports }: WasmInstance): Buffer {
  return Buffer.from(exported(exports, TOUCHED_EXPORT, isWasmMemory).buffer);
}

/**
 * Makes a module note for each byte of its memory if it reads or writes that byte first. Otherwise the module stays the
 * same.
 *
 * @param pages the size of its memory in pages of 64 KiB, which will not change.
 * @throws {NoSnapshotError} if it has unknown instructions.
 */
export function watchMemory(module: Uint8Array, pages: number): Uint8Array {
  const sections = readSections(module);
  const content = (id: number) => sections.find((section) => section.id === id)?.content ?? new Uint8Array(1);
  const types = readCount(content(SECTION.type)).count;
  const parameters = countParameters(sections);
  const functions = countImportedFunctions(content(SECTION.import)) + parameters.length;
  const marks = { read: functions, written: functions + 1 };

  function watched({ id, content: was }: (typeof sections)[number]): Uint8Array {
    switch (id) {
      case SECTION.type:
        // Two i32, and no result.
        return appendItem(was, [0x60, 2, I32, I32, 0]);
      case SECTION.function:
        return [0, 1].reduce((list: Uint8Array) => appendItem(list, encodeNumber(types)), was);
      case SECTION.memory:
        return appendItem(was, [0x00, ...encodeNumber(pages)]);
      case SECTION.export: {
        const name = Buffer.from(TOUCHED_EXPORT);
        return appendItem(was, [name.length, ...name, 0x02, 0x01]);
      }
      case SECTION.code: {
        const size = pages * WASM_PAGE;
        const code = readSized(was).map((body, at) =>
          watchedFunction(body, parameters[at] ?? 0, marks, size),
        );
        return writeSized([...code, marking(TOUCHED.read), marking(TOUCHED.written)]);
      }
      default:
        return was;
    }
  }
  return writeSections(sections.map((section) => ({ id: section.id, content: watched(section) })));
}

const I32 = 0x7f;
const STORED_TYPES: readonly (readonly [StoredType, number])[] = [
  ['i64', 0x7e],
  ['f32', 0x7d],
  ['f64', 0x7c],
  ['v128', 0x7b],
];

/** Puts a call that notes it before each access to memory. */
function watchedFunction(
  code: Uint8Array,
  parameters: number,
  marks: { read: number; written: number },
  size: number,
): Uint8Array {
  return rewriteFunction(code, parameters, {
    locals: [I32, I32, I32, ...STORED_TYPES.map(([, type]) => type)],
    replace: ({ start, end, access }, first) =>
      // With such an offset, any address is beyond memory: it traps.
      access && 'offset' in access && access.offset >= size
        ? undefined
        : access && [...noteOf(access, first, marks), ...code.subarray(start, end)],
  });
}

const call = (callee: number) => [0x10, ...encodeNumber(callee)];
const constant = (value: number) => [0x41, ...encodeSigned(value)];

function noteOf(access: MemoryAccess, first: number, marks: { read: number; written: number }): number[] {
  const local = (at: number) => encodeNumber(first + at);
  const [get, set, tee] = [0x20, 0x21, 0x22].map((opcode) => (at: number) => [opcode, ...local(at)]);
  if (!get || !set || !tee) return [];
  if (access.kind === 'copy') {
    const read = [...get(1), ...get(2), ...call(marks.read)];
    const written = [...get(0), ...get(2), ...call(marks.written)];
    return [...set(2), ...set(1), ...set(0), ...read, ...written, ...get(0), ...get(1), ...get(2)];
  }
  if (access.kind === 'fill') {
    const written = [...get(0), ...get(2), ...call(marks.written)];
    return [...set(2), ...set(1), ...set(0), ...written, ...get(0), ...get(1), ...get(2)];
  }
  const { bytes, offset } = access;
  const callee = access.kind === 'load' ? marks.read : marks.written;
  // i32.add of the address and the offset
  const note = [...tee(0), ...get(0), ...constant(offset), 0x6a, ...constant(bytes), ...call(callee)];
  const above = access.kind === 'store' ? access.type : access.isLane ? 'v128' : undefined;
  if (above === undefined) return note;
  const value = above === 'i32' ? 1 : 3 + STORED_TYPES.findIndex(([type]) => type === above);
  return [...set(value), ...note, ...get(value)];
}

/** Returns the code of a function of an address and a length. It marks the bytes there that have no mark yet. */
function marking(mark: number): Uint8Array {
  const hex = [
    // Locals: an i32 and a v128.
    '02 01 7f 01 7b',
    // Sixteen bytes, the most frequent length, at once: v128.store of marks | ((marks == 0) & mark)
    '20 01 41 10 46 04 40',
    '20 00 20 00 fd 00 40 01 00 22 03',
    '20 03 fd 0c 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 fd 23 41 MM fd 0f fd 4e',
    'fd 50 fd 0b 40 01 00 0f 0b',
    // Other lengths byte by byte, from the last on: i32.store8 of mark where i32.load8_u returns 0
    '02 40 03 40 20 01 45 0d 01 20 01 41 01 6b 21 01',
    '20 00 20 01 6a 22 02 2d 40 01 00 45 04 40',
    '20 02 41 MM 3a 40 01 00 0b 0c 00 0b 0b 0b',
  ];
  return Buffer.from(hex.join('').replaceAll(' ', '').replaceAll('MM', `0${mark}`), 'hex');
}

function countImportedFunctions(content: Uint8Array): number {
  const reader = createReader(content);
  let functions = 0;
  for (let left = reader.number(); left > 0; left--) {
    reader.bytes(reader.number());
    reader.bytes(reader.number());
    const kind = reader.byte();
    if (kind === 0) {
      functions += 1;
      reader.number();
    } else if (kind === 3) {
      reader.bytes(2);
    } else {
      // A table has the type of its elements, a memory does not; both have limits.
      if (kind === 1) reader.byte();
      const limits = reader.byte();
      reader.number();
      if (limits % 2 === 1) reader.number();
    }
  }
  return functions;
}
