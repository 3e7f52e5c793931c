import { BYTES_PER_ELEMENT, elementCount, type NamedTensors, viewBytes } from '@pilotlight/protocol/tensors';
import { exported, isWasmFunction, isWasmTable } from '../../webassembly/exported.ts';
import type { WasmFunction, WasmInstance, WasmMemory } from '../../webassembly/web-assembly.ts';
import { SnapshotMismatchError } from './snapshot-mismatch-error.ts';
import type {
  CastDType,
  SnapshotCall,
  SnapshotImport,
  SnapshotOutput,
  SnapshotPlan,
  SnapshotValue,
  SnapshotWrite,
} from '../snapshot-plan.ts';
import type { ImportHandler } from './restore-instance.ts';

/** Replays a plan's calls, in an instance with the plan's memory. */
export interface Replay {
  /** The instance's imports. */
  onImport: ImportHandler;
  /**
   * Runs inputs of exactly the plan's dtypes and sizes. After an error the instance's state is undefined, and it cannot be used
   * again.
   *
   * @throws {SnapshotMismatchError} if a result differs from when the snapshot was taken.
   */
  run(target: { instance: WasmInstance; memory: WasmMemory }, inputs: NamedTensors): NamedTensors;
}

type RowsWrite = Extract<SnapshotWrite, { rows: number }>;
type CastWrite = Extract<SnapshotWrite, { cast: unknown }>;
type IndexCheck = Extract<SnapshotWrite, { below: unknown }>;

const WORD = 4;

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

export function createReplay(plan: SnapshotPlan): Replay {
  const copies = new Set(plan.copies);
  let memory = new Uint8Array();
  let inputs: NamedTensors = {};
  let functionOf: (callee: string) => WasmFunction;
  /** The addresses that calls have returned in this run. */
  const given: number[] = [];
  /** The imports that the current call must make, and how many of them it has made. */
  let expected: readonly SnapshotImport[] = [];
  let made = 0;

  function valueOf(value: SnapshotValue): number {
    const known = typeof value === 'object' ? given[value.of] : Number(value);
    if (known === undefined) throw new SnapshotMismatchError('an address is used before a call returns it');
    return known;
  }

  function play({ callee, args, result, gives, writes = [], imports = [] }: SnapshotCall): void {
    for (const write of writes) {
      if ('rows' in write) copyRows(write);
      else if ('cast' in write) castElements(write);
      else if ('below' in write) checkIndices(write);
      else memory.set(bytesOf(write), valueOf(write.at) >>> 0);
    }
    const outer = { expected, made };
    expected = imports;
    made = 0;
    const returned = functionOf(callee)(...args.map(valueOf));
    if (gives !== undefined && returned) given[gives] = returned;
    else if (!isSame(returned, result === undefined ? result : Number(result)))
      throw new SnapshotMismatchError(`${callee} returned another result`);
    if (made < imports.length)
      throw new SnapshotMismatchError(`${callee} called fewer functions of its host`);
    ({ expected, made } = outer);
  }

  /** The memory of the snapshot, if each run begins with it: a copy of its parts. The rest is empty. */
  let fresh: Uint8Array[] | undefined;
  function startAfresh(): void {
    const { extents } = plan.memory;
    if (!fresh) {
      fresh = extents.map(([at, length]) => memory.slice(at, at + length));
      return;
    }
    let end = 0;
    for (const [index, [at, length]] of extents.entries()) {
      memory.fill(0, end, at);
      memory.set(fresh[index] ?? [], at);
      end = at + length;
    }
    memory.fill(0, end);
  }

  const readWord = (at: number) => new DataView(memory.buffer).getUint32(at >>> 0, true);

  /** Decoded once: a TensorFlow.js network has hundreds, and the same in each run. */
  const literals = new Map<string, Uint8Array>();
  function literalOf(b64: string): Uint8Array {
    const known = literals.get(b64);
    if (known) return known;
    const bytes = Buffer.from(b64, 'base64');
    literals.set(b64, bytes);
    return bytes;
  }

  function copyRows({ at, from, rows, length, offset = 0, fromStep, toStep, to }: RowsWrite): void {
    let source = (valueOf(from) >>> 0) + offset;
    let target = (valueOf(at) >>> 0) + to;
    for (let row = 0; row < rows; row++, source += fromStep, target += toStep) {
      // For a row of one number, twenty times as fast as copyWithin.
      if (length === WORD)
        for (let byte = 0; byte < WORD; byte++) memory[target + byte] = memory[source + byte] ?? 0;
      else memory.copyWithin(target, source, source + length);
    }
  }

  const elementsAt = (dtype: CastDType, at: number, count: number) =>
    new ARRAYS[dtype](memory.buffer, at, count);

  function castElements({ at, from, cast: [is, becomes], offset, count }: CastWrite): void {
    const elements = elementsAt(is, (valueOf(from) >>> 0) + offset, count);
    elementsAt(becomes, valueOf(at) >>> 0, count).set(elements);
  }

  /** The engine also checks, and names the index that is out of range; a module would read the memory there. */
  function checkIndices({ at, count, below }: IndexCheck): void {
    const indices = elementsAt('int32', valueOf(at) >>> 0, count);
    const isInRange = indices.every(
      (index, place) => index >= 0 && index < (below[place % below.length] ?? 0),
    );
    if (!isInRange) throw new SnapshotMismatchError('an index is out of range');
  }

  function bytesOf(write: Exclude<SnapshotWrite, RowsWrite | CastWrite | IndexCheck>): Uint8Array {
    if ('b64' in write) return literalOf(write.b64);
    if ('from' in write) {
      const from = (valueOf(write.from) >>> 0) + write.offset;
      return memory.subarray(from, from + write.length);
    }
    return inputBytes(write.input);
  }

  function inputBytes(name: string): Uint8Array {
    const data = inputs[name]?.data;
    if (data === undefined || Array.isArray(data)) {
      throw new SnapshotMismatchError(`it received no input '${name}'`);
    }
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  }

  function readOutput(output: SnapshotOutput): NamedTensors[string] {
    const { dtype, shape } = output;
    // An answer shares no memory with its inputs.
    if ('input' in output)
      return { dtype, shape, data: viewBytes(dtype, Uint8Array.from(inputBytes(output.input))) };
    const { at } = output;
    const from = valueOf(at) >>> 0;
    const to = from + elementCount(shape) * BYTES_PER_ELEMENT[dtype];
    // Otherwise the rest would be missing.
    if (to > memory.length) throw new SnapshotMismatchError('an output lies beyond the end of memory');
    return { dtype, shape, data: viewBytes(dtype, Uint8Array.from(memory.subarray(from, to))) };
  }

  return {
    onImport(name, args) {
      if (copies.has(name)) {
        const [to = 0, from = 0, length = 0] = args.map((address) => address >>> 0);
        memory.copyWithin(to, from, from + length);
        return undefined;
      }
      const next = expected[made];
      made += 1;
      if (next?.name !== name || next.args.some((arg, at) => !isSame(args[at], valueOf(arg)))) {
        throw new SnapshotMismatchError(`its engine called ${name} differently`);
      }
      for (const { argument, gives } of next.reads ?? []) given[gives] = readWord(args[argument] ?? 0);
      for (const call of next.calls ?? []) play(call);
      return next.result === undefined ? undefined : valueOf(next.result);
    },

    run({ instance: { exports }, memory: { buffer } }, tensors) {
      const table = exported(exports, plan.table, isWasmTable);
      functionOf = (callee) =>
        callee.startsWith('#')
          ? (table.get(Number(callee.slice(1))) ?? missing(callee))
          : exported(exports, callee, isWasmFunction);
      memory = new Uint8Array(buffer);
      if (plan.startsAfresh) startAfresh();
      inputs = tensors;
      const outputs: Record<string, NamedTensors[string]> = {};
      for (const [at, call] of plan.calls.entries()) {
        play(call);
        for (const output of plan.outputs)
          if ('after' in output && output.after === at) outputs[output.name] = readOutput(output);
      }
      for (const output of plan.outputs) if ('input' in output) outputs[output.name] = readOutput(output);
      inputs = {};
      return outputs;
    },
  };
}

/** Compares by value: NaN is NaN. */
function isSame(value: number | undefined, other: number | undefined): boolean {
  return value === other || (Number.isNaN(value) && Number.isNaN(other));
}

function missing(callee: string): never {
  throw new SnapshotMismatchError(`its engine has no function ${callee}`);
}
