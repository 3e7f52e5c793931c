const marker: unique symbol = Symbol.for('pilotlight.optimizer-error');

/** A model that cannot be evaluated or made smaller: the message has the problem, the reason, and the fix. */
export class OptimizerError extends Error {
  override readonly name: string = 'OptimizerError';
  readonly [marker] = true;

  /** True for an error of any copy of this package. */
  static isInstance(error: unknown): error is OptimizerError {
    return error instanceof Error && marker in error;
  }
}
