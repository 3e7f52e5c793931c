/** Reasons why a target was not warmed, for programs; the message is for people. */
export type WarmUpReason =
  | 'INVALID_TARGET'
  | 'UNREACHABLE'
  | 'TIMED_OUT'
  | 'REFUSED'
  | 'FAILED'
  | 'NOT_THE_PROTOCOL';

/** Failure to warm a target. */
export class WarmUpError extends Error {
  override readonly name = 'WarmUpError';
  readonly reason: WarmUpReason;

  constructor(reason: WarmUpReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }

  /** True if the same call may succeed a moment later. */
  get isTransient(): boolean {
    return ['UNREACHABLE', 'TIMED_OUT', 'FAILED'].includes(this.reason);
  }
}
