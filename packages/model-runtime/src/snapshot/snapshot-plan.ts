import type { DType } from '@pilotlight/protocol/tensors';

/** Where a snapshot lies, in its model's folder. */
export const SNAPSHOT_FILES = {
  plan: 'snapshot/plan.json',
  /** The functions of the engine's WebAssembly module that run, in a module of their own. */
  engine: 'snapshot/engine.wasm',
  /** The same for other kinds of processors, where they would compute otherwise. */
  portable: 'snapshot/portable.wasm',
  /** The module's memory with the model in it, without its empty pages. */
  memory: 'snapshot/memory.bin',
} as const;

/**
 * What is left to do of a prediction, once a model has been loaded and run: calls across the boundary of the engine's
 * WebAssembly module, one after the other, into the memory that it had then. See take/ for how one is made.
 */
export interface SnapshotPlan {
  /** Raised whenever a plan of before would not be understood. */
  version: typeof PLAN_VERSION;
  /** The only signature that the snapshot answers. */
  signature: string;
  /** The only inputs that are: of these dtypes and sizes, by name. */
  inputs: Readonly<Record<string, { dtype: DType; shape: readonly number[] }>>;
  outputs: readonly SnapshotOutput[];
  calls: readonly SnapshotCall[];
  memory: {
    /** The name by which the module exports it. */
    name: string;
    /** Its size, in pages of 64 KiB. */
    pages: number;
    /** Where what the file holds belongs: addresses and lengths in bytes, in the file's order. */
    extents: readonly (readonly [at: number, length: number])[];
    /** The file's checksum: of ten megabytes it takes 1 ms of a cold start where a digest takes 5. */
    crc32: number;
  };
  /** The digest of the module, which was validated when the snapshot was taken; none in those of before that was done. */
  engine?: string;
  /** Whether rows can be answered one by one: the engine gave them the same answers together. */
  rowByRow?: true;
  /** Whether the outputs have another number of rows than the inputs. */
  rowsDiffer?: boolean;
  /** The name by which the module exports its table of functions. */
  table: string;
  /** Imports that copy within memory (to, from, length in bytes), as `memcpy` does: they are done, not replayed. */
  copies: readonly string[];
  /** The kind of processor that the engine is for, where it computes otherwise on others; see processor-kind.ts. */
  processor?: string;
  /** The digest of the module for all others; none where there is no such module. */
  portable?: string;
}

export const PLAN_VERSION = 1;

/** A number, or what a call before has given. */
export type SnapshotValue = number | { of: number };

/** Where an output lies, once the call of that number has returned. */
export interface SnapshotOutput {
  name: string;
  dtype: Exclude<DType, 'string'>;
  shape: readonly number[];
  at: SnapshotValue;
  after: number;
}

/** A call into the module. */
export interface SnapshotCall {
  /** The name of an export, or `#` and a place in the module's table. */
  callee: string;
  args: readonly SnapshotValue[];
  /** What it must return, where it returns a number that is no address. */
  result?: number;
  /** Under which number the address that it returns is referred to from then on. */
  gives?: number;
  /** What the host wrote into memory before it. */
  writes?: readonly SnapshotWrite[];
  /** The host's functions that it must call, in order. */
  imports?: readonly SnapshotImport[];
}

/**
 * Bytes that the host puts at an address: an input's, some of those at another address, rows of them, elements of one dtype
 * as those of another, or always the same. Or none: integers that must lie there, each below one of some numbers in turn.
 */
export type SnapshotWrite = { at: SnapshotValue } & (
  | { input: string }
  | { from: SnapshotValue; offset: number; length: number }
  | ({ from: SnapshotValue } & CopiedRows)
  | ({ from: SnapshotValue } & CastElements)
  | CheckedIndices
  | { b64: string }
);

/** Rows of a tensor that become part of the rows of another one. Numbers of bytes, but for that of the rows. */
export interface CopiedRows {
  rows: number;
  length: number;
  /** Where the first one begins there; at its begin where nothing is said. */
  offset?: number;
  /** From the start of one row to that of the next, where they are copied from. */
  fromStep: number;
  /** The same where they are copied to, and where the first one begins there. */
  toStep: number;
  to: number;
}

/** Elements that become those of another dtype, as typed arrays convert them. */
export interface CastElements {
  cast: readonly [from: CastDType, to: CastDType];
  /** Where the first one begins, in bytes. */
  offset: number;
  count: number;
}

export type CastDType = 'float32' | 'int32' | 'bool';

/** Indices, none of which is negative, or as large as a bound: of the first, the second and so on, and then the first again. */
export interface CheckedIndices {
  count: number;
  below: readonly number[];
}

/** A call of a function of the host. */
export interface SnapshotImport {
  /** Module and name. */
  name: string;
  args: readonly SnapshotValue[];
  /** Arguments where an address lies that the host reads, and the numbers under which that is referred to. */
  reads?: readonly { argument: number; gives: number }[];
  result?: SnapshotValue;
  /** What the host calls meanwhile. */
  calls?: readonly SnapshotCall[];
}
