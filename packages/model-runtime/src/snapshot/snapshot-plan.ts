import type { DType } from '@pilotlight/protocol/tensors';
import type { SnapshotTail } from './tail/snapshot-tail.ts';

/** The files of a snapshot, in its model's folder. */
export const SNAPSHOT_FILES = {
  plan: 'snapshot/plan.json',
  /** The functions of the engine's WebAssembly module that run, as a module of their own. */
  engine: 'snapshot/engine.wasm',
  /** The same for other kinds of processors, if they would compute differently. */
  portable: 'snapshot/portable.wasm',
  /** The module's memory with the model in it, without its empty pages. */
  memory: 'snapshot/memory.bin',
} as const;

/**
 * The remaining work of a prediction once a model has been loaded and run: calls across the boundary of the engine's
 * WebAssembly module, one after the other, with the memory that it had then. take/ makes such plans.
 */
export interface SnapshotPlan {
  /** Raised when an earlier plan would not be understood. */
  version: typeof PLAN_VERSION;
  /** The only signature that the snapshot answers. */
  signature: string;
  /** The only inputs that it answers: of these dtypes and sizes, by name. */
  inputs: Readonly<Record<string, { dtype: DType; shape: readonly number[] }>>;
  /** The model's outputs, or what the tail computes them from. */
  outputs: readonly SnapshotOutput[];
  calls: readonly SnapshotCall[];
  /** The rest of the work, where a result's size depends on values. */
  tail?: SnapshotTail;
  memory: {
    /** The name of the module's export. */
    name: string;
    /** Size, in pages of 64 KiB. */
    pages: number;
    /** The places of the file's parts: addresses and lengths in bytes, in the file's order. */
    extents: readonly (readonly [at: number, length: number])[];
    /** The file's checksum: for ten megabytes it takes 1 ms of a cold start; a digest takes 5. */
    crc32: number;
  };
  /** The digest of the module, which was validated when the snapshot was taken; missing in earlier snapshots. */
  engine?: string;
  /** True if rows can be answered one by one: the engine gave them the same answers together. */
  rowByRow?: true;
  /** True if the model keeps state: each run must begin with exactly the memory of the snapshot. */
  startsAfresh?: true;
  /** True if the outputs have another number of rows than the inputs. */
  rowsDiffer?: boolean;
  /** The name of the module's exported table of functions. */
  table: string;
  /** Imports that copy within memory (to, from, length in bytes), as `memcpy` does: they are executed, not replayed. */
  copies: readonly string[];
  /** The engine's kind of processor, if it computes differently on others; see processor-kind.ts. */
  processor?: string;
  /** The digest of the module for all others, if there is such a module. */
  portable?: string;
}

export const PLAN_VERSION = 1;

/** Numbers that JSON cannot hold, as text. */
export const ODD_NUMBERS = ['NaN', 'Infinity', '-Infinity', '-0'] as const;
export type SnapshotNumber = number | (typeof ODD_NUMBERS)[number];

/** A number, or the result of an earlier call. */
export type SnapshotValue = SnapshotNumber | { of: number };

/** An output: its place in memory, or the input that it is a copy of. */
export type SnapshotOutput = {
  name: string;
  dtype: Exclude<DType, 'string'>;
  shape: readonly number[];
} & (OutputPlace | { input: string });

/** An output's place, once the call with that number has returned. */
export interface OutputPlace {
  at: SnapshotValue;
  after: number;
}

/** A call into the module. */
export interface SnapshotCall {
  /** The name of an export, or `#` and an index in the module's table. */
  callee: string;
  args: readonly SnapshotValue[];
  /** The number that it must return, if that is not an address. */
  result?: SnapshotNumber;
  /** The number that later refers to the address that it returns. */
  gives?: number;
  /** Writes of the host into memory before the call. */
  writes?: readonly SnapshotWrite[];
  /** The host's functions that it must call, in order. */
  imports?: readonly SnapshotImport[];
}

/**
 * Bytes that the host puts at an address: an input's, a part of those at another address, rows of them, elements of one
 * dtype converted to another, or constants. Or no bytes, but a check that integers there are below bounds, in turn.
 */
export type SnapshotWrite = { at: SnapshotValue } & (
  | { input: string }
  | { from: SnapshotValue; offset: number; length: number }
  | ({ from: SnapshotValue } & CopiedRows)
  | ({ from: SnapshotValue } & CastElements)
  | CheckedIndices
  | { b64: string }
);

/** Rows of a tensor that become part of the rows of another one. All numbers are bytes, except the number of rows. */
export interface CopiedRows {
  rows: number;
  length: number;
  /** Place of the first one there; defaults to the beginning. */
  offset?: number;
  /** From the start of one row to that of the next, at the source. */
  fromStep: number;
  /** The same at the target, and the place of the first one there. */
  toStep: number;
  to: number;
}

/** Elements that are converted to another dtype, as typed arrays do. */
export interface CastElements {
  cast: readonly [from: CastDType, to: CastDType];
  /** Place of the first one, in bytes. */
  offset: number;
  count: number;
}

export type CastDType = 'float32' | 'int32' | 'bool';

/** Indices that must be nonnegative and below the bounds, which repeat: the first index below the first bound, and so on. */
export interface CheckedIndices {
  count: number;
  below: readonly number[];
}

/** A call of a function of the host. */
export interface SnapshotImport {
  /** Module and name. */
  name: string;
  args: readonly SnapshotValue[];
  /** Arguments with an address that the host reads, and the numbers that refer to these addresses. */
  reads?: readonly { argument: number; gives: number }[];
  result?: SnapshotValue;
  /** Calls that the host makes meanwhile. */
  calls?: readonly SnapshotCall[];
}
