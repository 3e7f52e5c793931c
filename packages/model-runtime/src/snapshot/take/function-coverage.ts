import { exported, isWasmMemory } from '../../webassembly/exported.ts';
import { WASM_PAGE, type WasmInstance } from '../../webassembly/web-assembly.ts';
import {
  appendItem,
  encodeNumber,
  encodeSigned,
  instructionsAt,
  readCount,
  readSections,
  readSized,
  type Section,
  SECTION,
  writeSections,
  writeSized,
} from '../../webassembly/wasm-binary.ts';

/** The export that {@link watchFunctions} adds: a memory with a byte for each function, 1 once it has been called. */
const CALLED_EXPORT = 'pilotlight_called';

/** Makes a module note which of its functions are called. Otherwise the module stays the same. */
export function watchFunctions(module: Uint8Array): Uint8Array {
  const sections = readSections(module);
  const functions = sections.find(({ id }) => id === SECTION.code);
  const pages = Math.ceil(readCount(functions?.content ?? new Uint8Array([0])).count / WASM_PAGE);
  return writeSections(sections.map((section) => watchedSection(section, pages)));
}

/** Adds a second memory, its export, and a store into it at the beginning of each function. */
function watchedSection({ id, content }: Section, pages: number): Section {
  switch (id) {
    case SECTION.memory:
      return { id, content: appendItem(content, [0x00, ...encodeNumber(pages)]) };
    case SECTION.export: {
      const name = Buffer.from(CALLED_EXPORT);
      return { id, content: appendItem(content, [name.length, ...name, 0x02, 0x01]) };
    }
    case SECTION.code:
      return { id, content: writeSized(readSized(content).map(watchedFunction)) };
    default:
      return { id, content };
  }
}

function watchedFunction(code: Uint8Array, index: number): Uint8Array {
  const start = instructionsAt(code);
  // i32.const index, i32.const 1, i32.store8 into memory 1
  const note = [0x41, ...encodeSigned(index), 0x41, 0x01, 0x3a, 0x40, 0x01, 0x00];
  return Buffer.concat([code.subarray(0, start), Buffer.from(note), code.subarray(start)]);
}

/** A function that only traps: no variables, `unreachable`, `end`. */
const TRAP = Uint8Array.of(0x00, 0x00, 0x0b);

/** An empty passive data segment. */
const NO_DATA = [0x01, 0x00];

/** Returns a byte for each function of an instance of such a module. */
export function calledFunctions({ exports }: WasmInstance): Uint8Array {
  return new Uint8Array(exported(exports, CALLED_EXPORT, isWasmMemory).buffer);
}

/** Removes what would run or fill memory when a module is instantiated: the memory of a snapshot is complete. */
export function withoutStart(module: Uint8Array): Uint8Array {
  const sections = readSections(module).filter(({ id }) => id !== SECTION.custom && id !== SECTION.start);
  return writeSections(
    sections.map(({ id, content }) =>
      id === SECTION.data ? { id, content: emptyData(content) } : { id, content },
    ),
  );
}

/** Returns as many data segments, all empty: code may name them. */
function emptyData(content: Uint8Array): Uint8Array {
  const { count } = readCount(content);
  return Uint8Array.from([...encodeNumber(count), ...Array.from({ length: count }, () => NO_DATA).flat()]);
}

/**
 * Keeps only the functions of a module that have been called. Any other traps.
 *
 * @param called the result of {@link calledFunctions}.
 */
export function keepCalled(module: Uint8Array, called: Uint8Array): Uint8Array {
  const keep = (code: Uint8Array, index: number) => (called[index] ? code : TRAP);
  return writeSections(
    readSections(withoutStart(module)).map(({ id, content }) =>
      id === SECTION.code ? { id, content: writeSized(readSized(content).map(keep)) } : { id, content },
    ),
  );
}
