import { FIXES } from './fixes.ts';
import type { PredictErrorReason } from './reason.ts';

/** Error of this package: a reason for programs, and a message and a fix for people. */
export class PredictError<Reason extends PredictErrorReason = PredictErrorReason> extends Error {
  override readonly name: string = 'PredictError';
  readonly reason: Reason;
  /** The path of the wrong value, in JavaScript's syntax: `instances[3][27]`. */
  readonly field: string | undefined;
  readonly fix: string;

  constructor(
    reason: Reason,
    message: string,
    { field, cause }: { field?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.reason = reason;
    this.field = field;
    this.fix = FIXES[reason];
  }
}
