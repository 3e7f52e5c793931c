import { CancelledError } from '../errors/cancelled-error.ts';
import { DeadlineExceededError } from '../errors/deadline-exceeded-error.ts';

/** How long a call's answer is of use to anybody. */
export interface CallOptions {
  /** Aborted when the caller has gone. */
  signal?: AbortSignal | undefined;
  /** When the caller gives up, in milliseconds by the clock of `performance`. */
  deadline?: number | undefined;
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
