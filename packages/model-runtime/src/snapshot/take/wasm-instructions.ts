import { NoSnapshotError } from './no-snapshot-error.ts';

/** An instruction of a function's code: where it begins and ends, and its access to memory, if it has one. */
export interface Instruction {
  start: number;
  end: number;
  access?: MemoryAccess;
}

/** Types of values that an instruction can store. */
export type StoredType = 'i32' | 'i64' | 'f32' | 'f64' | 'v128';

/**
 * Loads take an address from the stack. Stores take a value, and below it an address. The others take three numbers each.
 */
export type MemoryAccess =
  | {
      kind: 'load';
      bytes: number;
      offset: number;
      /** True if a vector is above the address. */ isLane: boolean;
    }
  | { kind: 'store'; bytes: number; offset: number; type: StoredType }
  | { kind: 'copy' }
  | { kind: 'fill' };

/** Bytes that loads read, by opcode: WebAssembly's core specification, "Instructions". */
const LOADS = byOpcode(0x28, [4, 8, 4, 8, 1, 1, 2, 2, 1, 1, 2, 2, 4, 4]);
const STORES = byOpcode<readonly [bytes: number, type: StoredType]>(0x36, [
  [4, 'i32'],
  [8, 'i64'],
  [4, 'f32'],
  [8, 'f64'],
  [1, 'i32'],
  [2, 'i32'],
  [1, 'i64'],
  [2, 'i64'],
  [4, 'i64'],
]);
/** Bytes that vector loads read. Their opcodes follow 0xfd. */
const VECTOR_LOADS = new Map([...byOpcode(0, [16, 8, 8, 8, 8, 8, 8, 1, 2, 4, 8]), ...byOpcode(92, [4, 8])]);
const VECTOR_STORE = 11;
const LANE_LOADS = byOpcode(84, [1, 2, 4, 8]);
const LANE_STORES = byOpcode(88, [1, 2, 4, 8]);
const LAST_RELAXED = 0x113;

/** Returns values by opcode, for opcodes that follow one another. */
function byOpcode<Value>(first: number, values: readonly Value[]): ReadonlyMap<number, Value> {
  return new Map(values.map((value, at) => [first + at, value]));
}

function unknown(opcode: number): never {
  throw new NoSnapshotError(`its engine has an unknown instruction 0x${opcode.toString(16)}`);
}

/**
 * Reads the instructions of a function's code, from `start` on.
 *
 * @throws {NoSnapshotError} at an unknown one: exceptions, threads, garbage collection.
 */
export function* readInstructions(code: Uint8Array, start: number): Generator<Instruction> {
  let at = start;
  const byte = () => code[at++] ?? 0;
  function number(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 0x80) {
      const next = byte();
      value += (next & 0x7f) * factor;
      if (next < 0x80) return value;
    }
  }
  const skip = (count: number) => void (at += count);
  const numbers = (count: number) => {
    for (; count > 0; count--) number();
  };
  /** Reads an alignment and an offset, and returns the offset. Only the first memory is known here. */
  function offset(): number {
    if (number() >= 0x40) unknown(0x40);
    return number();
  }

  function numeric(): MemoryAccess | undefined {
    const opcode = number();
    if (opcode === 8 || opcode >= 18) return unknown(0xfc00 + opcode);
    if (opcode <= 7) return undefined;
    if (opcode === 10) numbers(2);
    else if (opcode === 12 || opcode === 14) numbers(2);
    else numbers(1);
    if (opcode === 10) return { kind: 'copy' };
    return opcode === 11 ? { kind: 'fill' } : undefined;
  }

  function vector(): MemoryAccess | undefined {
    const opcode = number();
    const [load, laneLoad, laneStore] = [VECTOR_LOADS, LANE_LOADS, LANE_STORES].map((widths) =>
      widths.get(opcode),
    );
    if (load !== undefined) return { kind: 'load', bytes: load, offset: offset(), isLane: false };
    if (opcode === VECTOR_STORE) return { kind: 'store', bytes: 16, offset: offset(), type: 'v128' };
    if (laneLoad !== undefined || laneStore !== undefined) {
      const into = offset();
      skip(1);
      return laneLoad === undefined
        ? { kind: 'store', bytes: laneStore ?? 0, offset: into, type: 'v128' }
        : { kind: 'load', bytes: laneLoad, offset: into, isLane: true };
    }
    if (opcode === 12 || opcode === 13) skip(16);
    else if (opcode >= 21 && opcode <= 34) skip(1);
    else if (opcode > LAST_RELAXED) unknown(0xfd00 + opcode);
    return undefined;
  }

  function access(opcode: number): MemoryAccess | undefined {
    const [load, store] = [LOADS.get(opcode), STORES.get(opcode)];
    if (load !== undefined) return { kind: 'load', bytes: load, offset: offset(), isLane: false };
    if (store !== undefined) {
      const [bytes, type] = store;
      return { kind: 'store', bytes, offset: offset(), type };
    }
    if (opcode === 0xfc) return numeric();
    if (opcode === 0xfd) return vector();
    if (opcode >= 0x45 && opcode <= 0xc4) return undefined;
    switch (opcode) {
      // unreachable, nop, else, end, return, drop, select, ref.is_null
      case 0x00:
      case 0x01:
      case 0x05:
      case 0x0b:
      case 0x0f:
      case 0x1a:
      case 0x1b:
      case 0xd1:
        return undefined;
      // call_indirect, return_call_indirect
      case 0x11:
      case 0x13:
        numbers(2);
        return undefined;
      case 0x0e:
      case 0x1c:
        // br_table, select of a type: a list, and for br_table one more number after it
        numbers(number() + (opcode === 0x0e ? 1 : 0));
        return undefined;
      case 0x43:
        skip(4);
        return undefined;
      case 0x44:
        skip(8);
        return undefined;
      // block, loop, if, br, br_if, call, return_call, variables, tables, the memory's size, constants, references
      case 0x02:
      case 0x03:
      case 0x04:
      case 0x0c:
      case 0x0d:
      case 0x10:
      case 0x12:
      case 0x20:
      case 0x21:
      case 0x22:
      case 0x23:
      case 0x24:
      case 0x25:
      case 0x26:
      case 0x3f:
      case 0x40:
      case 0x41:
      case 0x42:
      case 0xd0:
      case 0xd2:
        number();
        return undefined;
      default:
        return unknown(opcode);
    }
  }

  while (at < code.length) {
    const begun = at;
    const done = access(byte());
    yield { start: begun, end: at, ...(done ? { access: done } : {}) };
  }
}
