const marker = Symbol.for('pilotlight.costs-error');

/** Something that was asked of the cost model and makes no sense; the message says what, and what would. */
export class CostsError extends Error {
  override readonly name: string = 'CostsError';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    Object.defineProperty(this, marker, { value: true });
  }

  /** True whichever copy of this package the error comes from. */
  static isInstance(error: unknown): error is CostsError {
    return error instanceof Error && marker in error;
  }
}
