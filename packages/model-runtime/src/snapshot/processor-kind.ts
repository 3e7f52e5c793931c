import { arch } from 'node:process';
import { exported, isWasmFunction, isWasmMemory } from '../webassembly/exported.ts';
import { webAssembly } from '../webassembly/web-assembly.ts';

/**
 * A module that exports `memory` and `run`, which writes the results of these to it:
 *
 * - `i8x16.relaxed_swizzle` of 0, 1, ... 15 with places that are out of range: 0, 16, 127, 128, 143, ... 129;
 * - `i32x4.relaxed_dot_i8x16_i7x16_add_s` with factors that are out of the range of its second operand.
 */
const MODULE = Buffer.from(
  '0061736d01000000010401600000030201000503010001071002066d656d6f727902000372756e00000a70016e004100' +
    'fd0c000102030405060708090a0b0c0d0e0ffd0c00107f808f90a0c0e0f0ff010f111f81fd8002fd0b00004100fd0c80' +
    '807f7f01ff80ff7f7f8080ff01ff80fd0c80ff807fff80ff8001817f8080808080fd0c00000000000000000000000000' +
    '000000fd9302fd0b00100b',
  'hex',
);

/**
 * Returns the kind of this processor: kinds differ in results that WebAssembly leaves open ("relaxed SIMD"). LiteRT's
 * kernels (XNNPACK, `hardware-config.c`) check exactly these at their start and pack the weights accordingly, so a snapshot
 * from one kind does not work on another.
 */
export async function processorKind(): Promise<string> {
  const { instance } = await webAssembly.instantiate(MODULE, {});
  exported(instance.exports, 'run', isWasmFunction)();
  const memory = exported(instance.exports, 'memory', isWasmMemory);
  return `${arch} ${Buffer.from(memory.buffer, 0, 32).toString('hex')}`;
}
