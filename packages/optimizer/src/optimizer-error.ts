const marker: unique symbol = Symbol.for('pilotlight.optimizer-error');

/** Something that cannot be evaluated or made smaller: a sentence that says what, why, and what to do about it. */
export class OptimizerError extends Error {
  override readonly name: string = 'OptimizerError';
  readonly [marker] = true;

  /** True whichever copy of this package the error comes from. */
  static isInstance(error: unknown): error is OptimizerError {
    return error instanceof Error && marker in error;
  }
}
