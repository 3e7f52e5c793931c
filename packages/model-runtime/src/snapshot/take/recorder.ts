import type { SnapshotCall, SnapshotImport, SnapshotValue, SnapshotWrite } from '../snapshot-plan.ts';
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
import { CALLED_EXPORT, calledFunctions } from './function-coverage.ts';
import type { HostWatch, HostWrite } from './host-watch.ts';
import type { Interception } from './intercept-instances.ts';
import { NoSnapshotError } from './no-snapshot-error.ts';

/** The instance of an engine's module, with a note-taker at its boundary. */
export interface Recorder {
  readonly module: Uint8Array;
  readonly memory: WasmMemory;
  readonly memoryName: string;
  readonly tableName: string;
  /** A byte for each function of the module, 1 once it has been called. */
  called(): Uint8Array;
  /** What the host has allocated and not freed: addresses and lengths in bytes. */
  blocks: () => [at: number, length: number][];
  /** The module's allocator, which finds that there is no more memory than it has. */
  withAllocator(names: NonNullable<EngineBoundary['allocator']>, use: (allocator: Allocator) => void): void;
  /**
   * Takes down every call across the boundary while `task` runs.
   *
   * @param onReturn told of each call into the module that was not made from within another, when it has returned.
   * @throws {NoSnapshotError} where something cannot be taken down.
   */
  record(
    options: { boundary: EngineBoundary; watch: HostWatch; onReturn: (returned: Returned) => void },
    task: () => Promise<unknown>,
  ): Promise<SnapshotCall[]>;
}

type Recording = Parameters<Recorder['record']>[0] & {
  /** The numbers under which addresses that were given in this run are referred to. */
  given: Map<number, number>;
  /** How many there have been; one that was freed can be given again. */
  count: number;
  /** Where the next call goes: to the whole recording, or to the import from which it is made. */
  calls: SnapshotCall[];
  /** The imports of the call under way; undefined where none is. */
  imports: SnapshotImport[] | undefined;
};

/** Something that a recording writes to while it is made. */
type Growing<Recorded> = { -readonly [Key in keyof Recorded]: Recorded[Key] };

/** Makes the note-taker for one instance, and hands it over once the instance is there. */
export function createRecorder(module: Uint8Array, onReady: (recorder: Recorder) => void): Interception {
  let memory: WasmMemory | undefined;
  let recording: Recording | undefined;
  const blocks = new Map<number, number>();
  /** The import that finds nothing, while there is one. */
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
        args: args.map((arg, at) => (boundary.takesAddress(callee, at) ? refer(addresses, arg) : arg)),
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
        recorded.result = plainNumber(result);
      }
      watch.onLeave(callee, args, result);
      if (outer === undefined) onReturn(returned);
      return result;
    };
  }

  /** What the host allocates while a model is loaded; what it does in a run is gone after it. */
  function noteBlock(callee: string, [first = 0]: readonly number[], result: number | undefined) {
    if (callee === 'malloc' && result) blocks.set(result >>> 0, first);
    if (callee === 'free') blocks.delete(first >>> 0);
    return result;
  }

  /** What lies beyond is no address, whatever it looks like: -1, for one. */
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

  /** What the host may find where an argument points to: a pointer to an object is handed over like this. */
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
      const { [CALLED_EXPORT]: _, ...exports } = instance.exports;
      const [memoryName, exportedMemory] = exportOfKind(exports, isWasmMemory);
      const [tableName, table] = exportOfKind(exports, isWasmTable);
      // An engine looks with small modules at what WebAssembly can do here.
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
        called: () => calledFunctions(instance),
        blocks: () => [...blocks],
        async record(options, task) {
          const calls: SnapshotCall[] = [];
          recording = { ...options, calls, imports: undefined, given: new Map(), count: 0 };
          try {
            await task();
          } finally {
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

/** A table whose functions are recorded, each always the same. */
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

/** What JSON can hold, and WebAssembly makes the same of. */
function plainNumber(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'boolean') return Number(value);
  if (value === undefined || value === null) return 0;
  throw new NoSnapshotError(`a call holds a ${typeof value} that a plan cannot`);
}

/** Gives an address the number under which it is referred to from now on. */
function numberAddress(address: number, recording: Recording): number {
  const number = recording.count;
  recording.count += 1;
  recording.given.set(address, number);
  return number;
}

/** An address that was given in this run may be another in the next: its number stands for it. */
function refer(addresses: ReadonlyMap<number, number>, value: number): SnapshotValue {
  const of = addresses.get(value);
  return of === undefined ? value : { of };
}

function snapshotWrite(addresses: ReadonlyMap<number, number>, write: HostWrite): SnapshotWrite {
  const at = refer(addresses, write.at);
  if ('from' in write) return { ...write, at, from: refer(addresses, write.from) };
  if ('bytes' in write) return { at, b64: write.bytes.toString('base64') };
  return { ...write, at };
}

function refuseWrites(name: string, writes: readonly HostWrite[]): void {
  if (writes.length > 0) throw new NoSnapshotError(`its engine's host writes into memory in ${name}`);
}

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value, key: string) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}
