import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exported, isWasmFunction, isWasmMemory } from '../../webassembly/exported.ts';
import { webAssembly } from '../../webassembly/web-assembly.ts';
import { processorKind } from '../processor-kind.ts';
import { type DotProduct, dotProductOf } from './dot-product.ts';
import { portableEngine } from './portable-engine.ts';
import {
  appendItem,
  encodeNumber,
  SECTION,
  writeSections,
  writeSized,
} from '../../webassembly/wasm-binary.ts';

const vector = (opcode: number) => [0xfd, ...encodeNumber(opcode)];
const at = (address: number) => [0x41, address, ...vector(0), 4, 0];
const listOf = (item: number[]) => appendItem(new Uint8Array(1), item);
const named = (text: string) => [text.length, ...Buffer.from(text)];

/** Makes a module that writes to 48 the result of an instruction on the vectors at 0, 16 and, if it takes three, 32. */
function moduleOf(opcode: number, operands: number): Uint8Array {
  const taken = [0, 16, 32].slice(0, operands).flatMap(at);
  return writeSections([
    { id: SECTION.type, content: listOf([0x60, 0, 0]) },
    { id: SECTION.function, content: listOf([0]) },
    { id: SECTION.memory, content: listOf([0, 1]) },
    {
      id: SECTION.export,
      content: appendItem(listOf([...named('memory'), 2, 0]), [...named('run'), 0, 0]),
    },
    {
      id: SECTION.code,
      content: writeSized([
        Uint8Array.from([0, 0x41, 48, ...taken, ...vector(opcode), ...vector(11), 4, 0, 0x0b]),
      ]),
    },
  ]);
}

async function runnerOf(module: Uint8Array) {
  const { instance } = await webAssembly.instantiate(module, {});
  const memory = Buffer.from(exported(instance.exports, 'memory', isWasmMemory).buffer);
  return (operands: readonly Uint8Array[]) => {
    for (const [place, operand] of operands.entries()) memory.set(operand, place * 16);
    exported(instance.exports, 'run', isWasmFunction)();
    return Buffer.from(memory.subarray(48, 64));
  };
}

const kind = await processorKind();
const own = dotProductOf(kind);
const aVector = fc.uint8Array({ minLength: 16, maxLength: 16 });
const threeVectors = fc.tuple(aVector, aVector, aVector);

const SWIZZLE = 0x100;
const MULTIPLY_ADD = 0x105;
const LANE_SELECT = 0x10b;
const DOT = 0x113;

/** Finds vectors for which the portable form of an instruction gives another result than this processor. */
async function findDifference(opcode: number, operands: number): Promise<unknown> {
  const module = moduleOf(opcode, operands);
  const portable = portableEngine(module, own);
  if (portable === undefined || portable === module) throw new Error('it has no portable form');
  const [asItIs, portably] = await Promise.all([runnerOf(module), runnerOf(portable)]);
  const { counterexample } = fc.check(
    fc.property(threeVectors, (vectors) => Buffer.compare(portably(vectors), asItIs(vectors)) === 0),
  );
  return counterexample;
}

it.runIf(kind.startsWith('x64 '))('finds places and selects lanes as an x86 does', async () => {
  expect(await findDifference(SWIZZLE, 2)).toBeNull();
  expect(await findDifference(LANE_SELECT, 3)).toBeNull();
});

it.runIf(own !== undefined)('computes dot products as this processor does', async () => {
  expect(await findDifference(DOT, 3)).toBeNull();
});

it.each<DotProduct>(['signed', 'unsigned'])(
  'computes dot products with a second operand that is %s',
  async (way) => {
    const run = await runnerOf(portableEngine(moduleOf(DOT, 3), way) ?? Buffer.of());
    fc.assert(
      fc.property(threeVectors, (vectors) => {
        const [first, second, sums] = vectors.map((bytes) => Buffer.from(bytes));
        if (!first || !second || !sums) throw new TypeError('three were meant');
        const expected = Buffer.alloc(16);
        for (let lane = 0; lane < 16; lane += 4) {
          let sum = sums.readInt32LE(lane);
          for (let byte = lane; byte < lane + 4; byte++) {
            sum += first.readInt8(byte) * (way === 'signed' ? second.readInt8(byte) : second.readUInt8(byte));
          }
          expected.writeInt32LE(Math.trunc(sum) | 0, lane);
        }
        expect(run(vectors)).toEqual(expected);
      }),
    );
  },
);

it('does not change a module that has none of these instructions', () => {
  const module = moduleOf(MULTIPLY_ADD, 3);
  expect(portableEngine(module, 'signed')).toBe(module);
});

it('makes none if it is unknown how the processor computes', () => {
  expect(portableEngine(moduleOf(DOT, 3), undefined)).toBeUndefined();
  expect(dotProductOf('z80 00')).toBeUndefined();
});
