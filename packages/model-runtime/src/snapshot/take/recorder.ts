import {
  ODD_NUMBERS,
  type SnapshotCall,
  type SnapshotImport,
  type SnapshotNumber,
  type SnapshotValue,
  type SnapshotWrite,
} from '../snapshot-plan.ts';
import { exported, isWasmFunction, isWasmMemory, isWasmTable } from '../../webassembly/exported.ts';
import type {
  WasmExports,
  WasmFunction,
  WasmInstance,
  WasmMemory,
  WasmTable,
} from '../../webassembly/web-assembly.ts';
import type { Allocator } from './clear-free-memory.ts';
import type { EngineBoundary } from './engine-boundary.ts';
import type { Returned } from './find-outputs.ts';
import type { HostWatch, HostWrite } from './host-watch.ts';
import type { Interception } from './intercept-instances.ts';
import { NoSnapshotError } from './no-snapshot-error.ts';

/** Records the calls into and out of an instance of an engine's module. */
export interface Recorder {
  readonly module: Uint8Array;
  readonly memory: WasmMemory;
  readonly memoryName: string;
  readonly tableName: string;
  /** Returns the blocks that the host has allocated and not freed: addresses and lengths in bytes. */
  blocks: () => [at: number, length: number][];
  /** Calls `use` with the module's allocator, which gets no more memory from the host meanwhile. */
  withAllocator(names: NonNullable<EngineBoundary['allocator']>, use: (allocator: Allocator) => void): void;
  /**
   * Records every call across the boundary while `task` runs.
   *
   * @param onReturn called when a call into the module has returned, but not for a call from within another.
   * @throws {NoSnapshotError} if something cannot be recorded.
   */
  record(
    options: { boundary: EngineBoundary; watch: HostWatch; onReturn: (returned: Returned) => void },
    task: () => Promise<unknown>,
  ): Promise<SnapshotCall[]>;
}

type Recording = Parameters<Recorder['record']>[0] & {
  /** Numbers of the addresses that were returned in this run. The plan refers to addresses by these numbers. */
  given: Map<number, number>;
  /** Count of the addresses returned so far. An address that was freed can be returned again. */
  count: number;
  /** The list that the next call is added to: that of the recording, or of the import that makes the call. */
  calls: SnapshotCall[];
  /** Imports of the running call; undefined if none runs. */
  imports: SnapshotImport[] | undefined;
};

/** A record that is still being made. */
type Growing<Recorded> = { -readonly [Key in keyof Recorded]: Recorded[Key] };

/** Makes the recorder of one instance, and calls `onReady` with it once the instance exists. */
export function createRecorder(module: Uint8Array, onReady: (recorder: Recorder) => void): Interception {
  let memory: WasmMemory | undefined;
  let recording: Recording | undefined;
  const blocks = new Map<number, number>();
  /** Name of the import that is refused now, if any. */
  let refused: string | undefined;

  function recordCall(callee: string, call: WasmFunction): WasmFunction {
    return (...given) => {
      if (!recording) return noteBlock(callee, given, call(...given));
      const { boundary, watch, calls, imports: outer, given: addresses, onReturn } = recording;
      const args = given.map(plainNumber);
      const writes = watch.onEnter(callee, args);
      const imports: SnapshotImport[] = [];
      const recorded: Growing<SnapshotCall> = {
        callee,
        args: args.map((arg, at) =>
          boundary.takesAddress(callee, at) ? refer(addresses, arg) : written(arg),
        ),
      };
      if (writes.length > 0) recorded.writes = writes.map((write) => snapshotWrite(addresses, write));
      calls.push(recorded);
      recording.imports = imports;
      const result = call(...given);
      if (imports.length > 0) recorded.imports = imports;
      recording.imports = outer;
      const returned: Returned = { index: calls.length - 1 };
      if (result !== undefined && isInMemory(result) && boundary.givesAddress(callee, result)) {
        recorded.gives = numberAddress(result, recording);
        returned.given = { address: result >>> 0, of: recorded.gives };
      } else if (result !== undefined) {
        recorded.result = written(plainNumber(result));
      }
      watch.onLeave(callee, args, result);
      if (outer === undefined) onReturn(returned);
      return result;
    };
  }

  /** Notes the blocks that the host allocates while a model is loaded. Those of a run are freed after it. */
  function noteBlock(callee: string, [first = 0]: readonly number[], result: number | undefined) {
    if (callee === 'malloc' && result) blocks.set(result >>> 0, first);
    if (callee === 'free') blocks.delete(first >>> 0);
    return result;
  }

  /** True if a number is an address in memory. Numbers beyond it, such as -1, are not. */
  const isInMemory = (address: number) => memory !== undefined && address >>> 0 < memory.buffer.byteLength;

  function recordImport(name: string, host: WasmFunction): WasmFunction {
    return (...given) => {
      if (name === refused) return 0;
      if (!recording?.imports || recording.boundary.copies.includes(name)) return host(...given);
      const { watch, calls: outer, imports, given: addresses } = recording;
      const args = given.map(plainNumber);
      watch.onLeave(name, args, undefined);
      const recorded: Growing<SnapshotImport> = { name, args: args.map((arg) => refer(addresses, arg)) };
      const reads = readAddresses(args, recording);
      if (reads.length > 0) recorded.reads = reads;
      const calls: SnapshotCall[] = [];
      imports.push(recorded);
      recording.calls = calls;
      const result = host(...given);
      if (calls.length > 0) recorded.calls = calls;
      if (result !== undefined) recorded.result = refer(addresses, plainNumber(result));
      recording.calls = outer;
      refuseWrites(name, watch.onEnter(name, args));
      return result;
    };
  }

  /** Returns addresses that the host may read where an argument points to: a pointer to an object is passed like this. */
  function readAddresses(args: readonly number[], under: Recording): NonNullable<SnapshotImport['reads']> {
    if (!memory) return [];
    const words = new DataView(memory.buffer);
    return args.flatMap((at, argument) => {
      if (!under.boundary.givesAddress('', at) || at + 4 > words.byteLength) return [];
      const word = words.getUint32(at, true);
      const isAddress = under.boundary.givesAddress('', word) && word < words.byteLength;
      return isAddress ? [{ argument, gives: numberAddress(word, under) }] : [];
    });
  }

  return {
    module,

    imports: (all) =>
      mapValues(all, (functions, from) =>
        mapValues(functions, (host, name) =>
          isWasmFunction(host) ? recordImport(`${from}.${name}`, host) : host,
        ),
      ),

    exports(instance: WasmInstance) {
      const { exports } = instance;
      const [memoryName, exportedMemory] = exportOfKind(exports, isWasmMemory);
      const [tableName, table] = exportOfKind(exports, isWasmTable);
      // An engine also instantiates small modules, to find out what WebAssembly can do here.
      if (!exportedMemory || !table) return exports;
      memory = exportedMemory;
      onReady({
        module,
        memory: exportedMemory,
        memoryName,
        tableName,
        withAllocator({ malloc, free, grow }, use) {
          refused = grow;
          use({
            memory: exportedMemory,
            malloc: exported(exports, malloc, isWasmFunction),
            free: exported(exports, free, isWasmFunction),
          });
          refused = undefined;
        },
        blocks: () => [...blocks],
        async record(options, task) {
          const calls: SnapshotCall[] = [];
          recording = { ...options, calls, imports: undefined, given: new Map(), count: 0 };
          try {
            await task();
          } finally {
            options.watch.stop();
            recording = undefined;
          }
          return calls;
        },
      });
      return {
        ...mapValues(exports, (value, name) => (isWasmFunction(value) ? recordCall(name, value) : value)),
        [tableName]: recordTable(table, recordCall),
      };
    },
  };
}

/** Makes a table that records calls of its functions. Each look at a place gives the same function. */
function recordTable(
  table: WasmTable,
  recordCall: (callee: string, call: WasmFunction) => WasmFunction,
): WasmTable {
  const recorded = new Map<number, WasmFunction | null>();
  return {
    get(index) {
      if (!recorded.has(index)) {
        const call = table.get(index);
        recorded.set(index, call && recordCall(`#${index}`, call));
      }
      return recorded.get(index) ?? null;
    },
  };
}

function exportOfKind<Kind>(
  exports: WasmExports,
  isKind: (value: unknown) => value is Kind,
): [name: string, value: Kind | undefined] {
  for (const [name, value] of Object.entries(exports)) if (isKind(value)) return [name, value];
  return ['', undefined];
}

/** Returns a value as the number that WebAssembly makes of it. */
function plainNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  if (value === undefined || value === null) return 0;
  throw new NoSnapshotError(`a call has a ${typeof value}, which a plan cannot hold`);
}

/** Gives an address a number, and returns it. From now on the recording refers to the address by this number. */
function numberAddress(address: number, recording: Recording): number {
  const number = recording.count;
  recording.count += 1;
  recording.given.set(address, number);
  return number;
}

/** Replaces an address that was returned in this run with its number: the address may be another in the next run. */
function refer(addresses: ReadonlyMap<number, number>, value: number): SnapshotValue {
  const of = addresses.get(value);
  return of === undefined ? written(value) : { of };
}

/** Returns a number in the form that JSON can hold. */
function written(number: number): SnapshotNumber {
  return ODD_NUMBERS.find((odd) => Object.is(Number(odd), number)) ?? number;
}

function snapshotWrite(addresses: ReadonlyMap<number, number>, write: HostWrite): SnapshotWrite {
  const at = refer(addresses, write.at);
  if ('from' in write) return { ...write, at, from: refer(addresses, write.from) };
  if ('bytes' in write) return { at, b64: write.bytes.toString('base64') };
  return { ...write, at };
}

function refuseWrites(name: string, writes: readonly HostWrite[]): void {
  if (writes.length > 0) throw new NoSnapshotError(`the host writes into its engine's memory in ${name}`);
}

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value, key: string) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}
