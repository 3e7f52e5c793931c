/** Why a target was not warmed, for a program; the message says it for people. */
export type WarmUpReason =
  | 'INVALID_TARGET'
  | 'UNREACHABLE'
  | 'TIMED_OUT'
  | 'REFUSED'
  | 'FAILED'
  | 'NOT_THE_PROTOCOL';

/** A target that was not warmed, and why. */
export class WarmUpError extends Error {
  override readonly name = 'WarmUpError';
  readonly reason: WarmUpReason;

  constructor(reason: WarmUpReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }

  /** Whether the same call may succeed a moment later. */
  get isTransient(): boolean {
    return ['UNREACHABLE', 'TIMED_OUT', 'FAILED'].includes(this.reason);
  }
}
