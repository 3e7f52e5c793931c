import type { CastElements, CheckedIndices, CopiedRows } from '../snapshot-plan.ts';

/**
 * What the host has written into a module's memory: an input, a copy of what lay there already, that as another dtype, or
 * bytes of its own. Or where it has only looked whether indices are in range.
 */
export type HostWrite = { at: number } & (
  | { input: string }
  | { from: number; offset: number; length: number }
  | ({ from: number } & CopiedRows)
  | ({ from: number } & CastElements)
  | CheckedIndices
  | { bytes: Buffer }
);

/** Finds out what the host writes into a module's memory while it does not run. */
export interface HostWatch {
  /** The module is about to run: a call of it, or on its return from a function of the host. Gives what was written. */
  onEnter(callee: string, args: readonly number[]): HostWrite[];
  /** The module has stopped running: a call has returned, or it calls a function of the host. */
  onLeave(callee: string, args: readonly number[], result: number | undefined): void;
}
