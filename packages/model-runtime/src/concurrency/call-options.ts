import type { CallRecord } from '../call-record.ts';
import { CancelledError } from '../errors/cancelled-error.ts';
import { DeadlineExceededError } from '../errors/deadline-exceeded-error.ts';

/** The time in which a call's answer is of use, and the caller. */
export interface CallOptions {
  /** Aborted when the caller has gone. */
  signal?: AbortSignal | undefined;
  /** The time when the caller gives up, in milliseconds by the clock of `performance`. */
  deadline?: number | undefined;
  /** The caller's key: the caller gets the same version each time if several versions share the calls of a model. */
  stickTo?: string | undefined;
  /** Receives facts about the call. */
  record?: CallRecord | undefined;
}

/**
 * Returns if the answer is still of use.
 *
 * @throws {CancelledError} if the caller has gone. @throws {DeadlineExceededError}
 */
export function assertWanted({ signal, deadline }: CallOptions, now: number): void {
  if (signal?.aborted) throw new CancelledError();
  if (deadline !== undefined && now >= deadline) throw new DeadlineExceededError();
}
