/** Numbers of the sections of a WebAssembly module that are used here (WebAssembly Core Specification 3.0, 5.5.2). */
export const SECTION = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  memory: 5,
  global: 6,
  export: 7,
  start: 8,
  code: 10,
  data: 11,
} as const;

export interface Section {
  id: number;
  content: Uint8Array;
}

const HEADER_BYTES = 8;

/** Splits a module into its sections, which are views of its bytes. */
export function readSections(module: Uint8Array): Section[] {
  const reader = createReader(module, HEADER_BYTES);
  const sections: Section[] = [];
  while (!reader.isDone()) {
    const id = reader.byte();
    sections.push({ id, content: reader.bytes(reader.number()) });
  }
  return sections;
}

/** Joins sections into a module. */
export function writeSections(sections: readonly Section[]): Uint8Array {
  const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  return Buffer.concat([
    Buffer.from(header),
    ...sections.flatMap(({ id, content }) => [Buffer.from([id, ...encodeNumber(content.length)]), content]),
  ]);
}

/** Splits a section that is a list of items with their sizes, such as functions' code. */
export function readSized(content: Uint8Array): Uint8Array[] {
  const reader = createReader(content);
  return Array.from({ length: reader.number() }, () => reader.bytes(reader.number()));
}

export function writeSized(items: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([
    Buffer.from(encodeNumber(items.length)),
    ...items.flatMap((item) => [Buffer.from(encodeNumber(item.length)), item]),
  ]);
}

/** Reads the length of a section that is a list, and returns it with the bytes that follow it. */
export function readCount(content: Uint8Array): { count: number; rest: Uint8Array } {
  const reader = createReader(content);
  const count = reader.number();
  return { count, rest: reader.rest() };
}

/**
 * Returns where instructions begin in a function's code: after its local variables, which are in groups of one type each.
 */
export function instructionsAt(code: Uint8Array): number {
  const reader = createReader(code);
  for (let groups = reader.number(); groups > 0; groups--) {
    reader.number();
    reader.byte();
  }
  return code.length - reader.rest().length;
}

/** Appends an item to a section that is a list. */
export function appendItem(list: Uint8Array, item: Uint8Array | readonly number[]): Uint8Array {
  const { count, rest } = readCount(list);
  return Buffer.concat([Buffer.from(encodeNumber(count + 1)), rest, Buffer.from(item)]);
}

/** Encodes an unsigned number as LEB128. */
export function encodeNumber(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...encodeNumber(Math.floor(value / 0x80))];
}

/** Encodes a number that is not negative as signed LEB128, as instructions hold it. */
export function encodeSigned(value: number): number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...encodeSigned(value >> 7)];
}

/** Reads bytes and numbers one after the other. @throws {RangeError} if there are no more. */
export function createReader(bytes: Uint8Array, start = 0) {
  let at = start;
  const take = (length: number) => {
    if (at + length > bytes.length) throw new RangeError('the WebAssembly module ends too soon');
    const taken = bytes.subarray(at, at + length);
    at += length;
    return taken;
  };
  const byte = () => take(1)[0] ?? 0;
  return {
    isDone: () => at >= bytes.length,
    byte,
    bytes: take,
    rest: () => bytes.subarray(at),
    /** Reads an unsigned number in LEB128. */
    number() {
      let value = 0;
      for (let factor = 1; ; factor *= 0x80) {
        const next = byte();
        value += (next & 0x7f) * factor;
        if (next < 0x80) return value;
      }
    },
    /** Reads a 32-bit number in signed LEB128. */
    signed() {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const next = byte();
        value |= (next & 0x7f) << shift;
        if (next >= 0x80) continue;
        return shift < 28 && next >= 0x40 ? value | (-0x80 << shift) : value;
      }
    },
  };
}
