import { FIXES } from './fixes.ts';
import type { PredictErrorReason } from './reason.ts';

/** Every error of this package: a reason for programs, and a message and a fix for people. */
export class PredictError<Reason extends PredictErrorReason = PredictErrorReason> extends Error {
  override readonly name: string = 'PredictError';
  readonly reason: Reason;
  /** The value that is wrong, as one writes it in JavaScript: `instances[3][27]`. */
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
