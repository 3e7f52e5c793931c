import { WASM_PAGE } from '../../webassembly/web-assembly.ts';
import { createReader, encodeNumber, readSections, SECTION, writeSections } from './wasm-binary.ts';

/**
 * Makes a module begin with no more memory than its data and its stack take. An engine's module begins with 16 MiB. A
 * small model uses a few hundred kB of it, but V8 counts all of it, and collects garbage after a few instances. The
 * module asks its host for the rest that it needs, as it does beyond 16 MiB.
 *
 * @returns the module itself if it does not show that its stack is behind its data, as the linkers of the engines put it. A
 *   module does not list data without contents.
 */
export function withSmallMemory(module: Uint8Array): Uint8Array {
  const sections = readSections(module);
  const content = (id: number) => sections.find((section) => section.id === id)?.content ?? new Uint8Array(1);
  const memories = createReader(content(SECTION.memory));
  if (memories.number() !== 1) return module;
  const kind = memories.byte();
  const pages = memories.number();
  const data = endOfData(content(SECTION.data));
  const stack = startOfStack(content(SECTION.global), pages * WASM_PAGE);
  // A memory of another kind is shared by threads, or has addresses of 64 bits.
  if (kind > 1 || data === undefined || stack <= data) return module;
  const needed = Math.min(pages, Math.ceil(stack / WASM_PAGE));
  const small = Buffer.from([1, kind, ...encodeNumber(needed), ...memories.rest()]);
  return writeSections(
    sections.map((section) => (section.id === SECTION.memory ? { ...section, content: small } : section)),
  );
}

/** Returns the end of a module's data; undefined if only its code says where data goes. */
function endOfData(content: Uint8Array): number | undefined {
  const reader = createReader(content);
  let end = 0;
  for (let left = reader.number(); left > 0; left--) {
    if (reader.number() !== 0) return undefined;
    const at = readConstant(reader);
    if (at === undefined) return undefined;
    end = Math.max(end, at + reader.bytes(reader.number()).length);
  }
  return end;
}

/** Returns the largest address that a variable of the module begins with, or 0: its stack grows down from there. */
function startOfStack(content: Uint8Array, end: number): number {
  const reader = createReader(content);
  let highest = 0;
  for (let left = reader.number(); left > 0; left--) {
    reader.byte();
    const isVariable = reader.byte() === 1;
    const value = readConstant(reader);
    // Others may follow, but the length of this one is not known here.
    if (value === undefined) return highest;
    if (isVariable && value <= end) highest = Math.max(highest, value);
  }
  return highest;
}

/** Reads a constant expression; undefined if it is not an `i32.const`. */
function readConstant(reader: ReturnType<typeof createReader>): number | undefined {
  if (reader.byte() !== 0x41) return undefined;
  const value = reader.signed();
  return reader.byte() === 0x0b ? value : undefined;
}
