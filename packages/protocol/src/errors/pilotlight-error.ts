import type { ErrorReason } from './error-reason.ts';

const marker: unique symbol = Symbol.for('pilotlight.error');

/** Base class of Pilotlight's errors: a reason for programs to switch on, and a message for people. */
export class PilotlightError extends Error {
  readonly reason: ErrorReason;
  readonly [marker] = true;

  constructor(reason: ErrorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.reason = reason;
  }

  /** True for an error from any copy of this package; `instanceof` is true only for this copy's. */
  static isInstance(error: unknown): error is PilotlightError {
    return typeof error === 'object' && error !== null && marker in error;
  }
}
