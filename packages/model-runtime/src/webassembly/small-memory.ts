import { WASM_PAGE } from './web-assembly.ts';
import { createReader, readSections, SECTION } from './wasm-binary.ts';

/**
 * Changes a module in place, so that it begins with no more memory than its data and its stack take. The engines' modules
 * begin with 16 MiB. A small model uses a few hundred kB of it, but V8 counts all of it, and collects garbage after a few
 * instances. The module asks its host for the rest that it needs, as it does beyond 16 MiB.
 *
 * Does nothing if the module does not show that its stack is behind its data, as the linkers of the engines put it. A
 * module does not list data without contents.
 */
export function shrinkMemory(module: Uint8Array): void {
  const sections = readSections(module);
  const content = (id: number) => sections.find((section) => section.id === id)?.content ?? new Uint8Array(1);
  const memory = content(SECTION.memory);
  const memories = createReader(memory);
  if (memories.number() !== 1) return;
  const kind = memories.byte();
  const pagesAt = memory.length - memories.rest().length;
  const pages = memories.number();
  const pagesEnd = memory.length - memories.rest().length;
  const data = endOfData(content(SECTION.data));
  const stack = startOfStack(content(SECTION.global), pages * WASM_PAGE);
  // A memory of another kind is shared by threads, or has addresses of 64 bits.
  if (kind > 1 || data === undefined || stack <= data) return;
  const needed = Math.min(pages, Math.ceil(stack / WASM_PAGE));
  writeNumber(memory.subarray(pagesAt, pagesEnd), needed);
}

/** Writes an unsigned number in LEB128 that fills a place: a smaller number may have as many bytes as a larger one. */
function writeNumber(place: Uint8Array, value: number): void {
  let left = value;
  for (const at of place.keys()) {
    const isLast = at === place.length - 1;
    place[at] = (left & 0x7f) | (isLast ? 0 : 0x80);
    left = Math.floor(left / 0x80);
  }
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
