import { NoSnapshotError } from './no-snapshot-error.ts';
import {
  createReader,
  encodeNumber,
  instructionsAt,
  readCount,
  type Section,
  SECTION,
} from '../../webassembly/wasm-binary.ts';
import { type Instruction, readInstructions } from './wasm-instructions.ts';

/** A change of a function's code. */
export interface FunctionRewrite {
  /** Types of the local variables that a changed function gets. */
  locals: readonly number[];
  /**
   * Returns the bytes that replace an instruction; undefined if it stays.
   *
   * @param first the number of the first of these variables.
   */
  replace: (instruction: Instruction, first: number) => readonly number[] | undefined;
}

/**
 * Changes the code of a function, instruction by instruction.
 *
 * @param parameters the number of its parameters.
 * @throws {NoSnapshotError} if it has unknown instructions.
 */
export function rewriteFunction(
  code: Uint8Array,
  parameters: number,
  { locals, replace }: FunctionRewrite,
): Uint8Array {
  const start = instructionsAt(code);
  const { groups, count } = readLocals(code);
  const pieces: Uint8Array[] = [];
  let done = start;
  for (const instruction of readInstructions(code, start)) {
    const replaced = replace(instruction, parameters + count);
    if (!replaced) continue;
    pieces.push(code.subarray(done, instruction.start), Buffer.from(replaced));
    done = instruction.end;
  }
  if (pieces.length === 0) return code;
  return Buffer.concat([
    Buffer.from(encodeNumber(groups + locals.length)),
    code.subarray(code.length - readCount(code).rest.length, start),
    Buffer.from(locals.flatMap((type) => [1, type])),
    ...pieces,
    code.subarray(done),
  ]);
}

/** Returns the number of parameters of each function that has code. */
export function countParameters(sections: readonly Section[]): number[] {
  const content = (id: number) => sections.find((section) => section.id === id)?.content ?? new Uint8Array(1);
  const ofTypes = readTypes(content(SECTION.type));
  const reader = createReader(content(SECTION.function));
  return Array.from({ length: reader.number() }, () => ofTypes[reader.number()] ?? 0);
}

/** Reads the number of groups of a function's local variables, and of variables in all. */
function readLocals(code: Uint8Array): { groups: number; count: number } {
  const reader = createReader(code);
  const groups = reader.number();
  let count = 0;
  for (let group = 0; group < groups; group++) {
    count += reader.number();
    reader.byte();
  }
  return { groups, count };
}

/** Reads the number of parameters of each type of function. */
function readTypes(content: Uint8Array): number[] {
  const reader = createReader(content);
  return Array.from({ length: reader.number() }, () => {
    if (reader.byte() !== 0x60) throw new NoSnapshotError('its engine has unknown types');
    const parameters = reader.number();
    reader.bytes(parameters);
    reader.bytes(reader.number());
    return parameters;
  });
}
