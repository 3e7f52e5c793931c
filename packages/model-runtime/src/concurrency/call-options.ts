import type { CallRecord } from '../call-record.ts';
import { CancelledError } from '../errors/cancelled-error.ts';
import { DeadlineExceededError } from '../errors/deadline-exceeded-error.ts';

/** How long a call's answer is of use to anybody, and who calls. */
export interface CallOptions {
  /** Aborted when the caller has gone. */
  signal?: AbortSignal | undefined;
  /** When the caller gives up, in milliseconds by the clock of `performance`. */
  deadline?: number | undefined;
  /** What the caller is known by, so that he gets the same version each time where several share the calls of a model. */
  stickTo?: string | undefined;
  /** Is told what becomes known of the call. */
  record?: CallRecord | undefined;
}

/**
 * Returns where the answer is still of use.
 *
 * @throws {CancelledError} where the caller has gone. @throws {DeadlineExceededError}
 */
export function assertWanted({ signal, deadline }: CallOptions, now: number): void {
  if (signal?.aborted) throw new CancelledError();
  if (deadline !== undefined && now >= deadline) throw new DeadlineExceededError();
}
