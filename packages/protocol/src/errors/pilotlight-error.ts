import type { ErrorReason } from './error-reason.ts';

const marker: unique symbol = Symbol.for('pilotlight.error');

/** What every error of ours is: a reason that a program can switch on beside the sentence for people. */
export class PilotlightError extends Error {
  readonly reason: ErrorReason;
  readonly [marker] = true;

  constructor(reason: ErrorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.reason = reason;
  }

  /** True for an error of any copy of this package, which `instanceof` is not. */
  static isInstance(error: unknown): error is PilotlightError {
    return typeof error === 'object' && error !== null && marker in error;
  }
}
