import type { DotProduct } from './dot-product.ts';
import { countParameters, rewriteFunction } from './rewrite-function.ts';
import {
  createReader,
  encodeNumber,
  readSections,
  readSized,
  SECTION,
  writeSections,
  writeSized,
} from '../../webassembly/wasm-binary.ts';
import type { Instruction } from './wasm-instructions.ts';

/** The first byte of vector instructions. */
const VECTOR = 0xfd;

/**
 * Vector instructions that give other results on other processors, and that LiteRT tries when it starts, to choose
 * kernels by the results (XNNPACK, `hardware-config.c`). Of other instructions that WebAssembly leaves open, its kernels
 * accept any result.
 */
const ASKED = { swizzle: 0x100, laneSelect: 0x10b, dot: 0x113 } as const;

const V128 = 0x7b;

/**
 * Makes an engine's module portable: it then computes on any processor what it computes on this kind of processor. It
 * replaces instructions that depend on the processor with others, more and slower, that do not.
 *
 * @param dot how this kind of processor computes the dot product, if other instructions can do that.
 * @returns the module itself if it has none of these instructions; undefined if one cannot be replaced.
 */
export function portableEngine(module: Uint8Array, dot: DotProduct | undefined): Uint8Array | undefined {
  const sections = readSections(module);
  const parameters = countParameters(sections);
  let changed = 0;
  let isPossible = true;

  function replacementIn(code: Uint8Array, { start }: Instruction, first: number): number[] | undefined {
    if (code[start] !== VECTOR) return undefined;
    const opcode = createReader(code, start + 1).number();
    if (opcode === ASKED.dot && dot === undefined) isPossible = false;
    const replacement = replacementOf(opcode, dot, first);
    if (replacement) changed += 1;
    return replacement;
  }

  const rewritten = sections.map(({ id, content }) => ({
    id,
    content:
      id === SECTION.code
        ? writeSized(
            readSized(content).map((code, at) =>
              rewriteFunction(code, parameters[at] ?? 0, {
                locals: [V128, V128, V128, V128, V128],
                replace: (instruction, first) => replacementIn(code, instruction, first),
              }),
            ),
          )
        : content,
  }));
  if (!isPossible) return undefined;
  return changed > 0 ? writeSections(rewritten) : module;
}

function replacementOf(opcode: number, dot: DotProduct | undefined, first: number): number[] | undefined {
  const get = (at: number) => [0x20, ...encodeNumber(first + at)];
  const set = (at: number) => [0x21, ...encodeNumber(first + at)];
  switch (opcode) {
    // As x86: if the highest bit is 0, the low four bits are an index; if it is 1, the result is 0.
    case ASKED.swizzle:
      return [
        ...vector(OP.constant),
        ...Array.from({ length: 16 }, () => 0x8f),
        ...vector(OP.and, OP.swizzle),
      ];
    // As x86: by the highest bit of each lane. Masks that are all ones or zeros mean the same everywhere.
    case ASKED.laneSelect:
      return [0x41, 31, ...vector(OP.shiftRight, OP.select)];
    case ASKED.dot: {
      if (dot === undefined) return undefined;
      const half = ({ signed, unsigned }: Record<DotProduct, number>) => [
        ...get(0),
        ...vector(signed),
        ...get(1),
        ...vector(dot === 'signed' ? signed : unsigned, OP.dot),
      ];
      const halves = [...half(OP.extendLow), ...set(3), ...half(OP.extendHigh), ...set(4)];
      // Each half has sums of two products, and a result needs four: those in even and in odd lanes are added.
      const lanes = (lane: number) => [
        ...get(3),
        ...get(4),
        ...vector(OP.shuffle),
        ...[0, 2, 4, 6].flatMap((even) => [0, 1, 2, 3].map((byte) => (even + lane) * 4 + byte)),
      ];
      const sums = [...lanes(0), ...lanes(1), ...vector(OP.add), ...get(2), ...vector(OP.add)];
      return [...set(2), ...set(1), ...set(0), ...halves, ...sums];
    }
    default:
      return undefined;
  }
}

/** WebAssembly's vector instructions: "Vector Instructions" of its core specification. */
const OP = {
  constant: 12,
  shuffle: 13,
  swizzle: 14,
  and: 0x4e,
  select: 0x52,
  /** i16x8.extend_low_i8x16 and i16x8.extend_high_i8x16 */
  extendLow: { signed: 0x87, unsigned: 0x89 },
  extendHigh: { signed: 0x88, unsigned: 0x8a },
  /** i32x4.shr_s */
  shiftRight: 0xac,
  /** i32x4.add */
  add: 0xae,
  /** i32x4.dot_i16x8_s */
  dot: 0xba,
} as const;

function vector(...opcodes: number[]): number[] {
  return opcodes.flatMap((opcode) => [VECTOR, ...encodeNumber(opcode)]);
}
