import type { CastElements, CheckedIndices, CopiedRows } from '../snapshot-plan.ts';

/**
 * A write by the host into a module's memory: an input, a copy of what is in memory already, such a copy in another
 * dtype, or bytes of its own. Or a check by the host that indices are in range.
 */
export type HostWrite = { at: number } & (
  | { input: string }
  | { from: number; offset: number; length: number }
  | ({ from: number } & CopiedRows)
  | ({ from: number } & CastElements)
  | CheckedIndices
  | { bytes: Buffer }
);

/** Finds out what the host writes into a module's memory while the module does not run, and where it reads outputs. */
export interface HostWatch {
  /**
   * Returns what was written. To be called before the module runs: at a call of it, or when a function of the host
   * returns.
   */
  onEnter(callee: string, args: readonly number[]): HostWrite[];
  /** To be called when the module stops running: a call has returned, or the module calls a function of the host. */
  onLeave(callee: string, args: readonly number[], result: number | undefined): void;
  /** Sets the listener for the addresses that the host reads from now on. It reads outputs last. */
  listen(onRead: (address: number) => void): void;
  /** To be called at the end. */
  stop(): void;
}
