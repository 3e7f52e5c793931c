const marker = Symbol.for('pilotlight.conversion-error');

/** A model cannot be converted to what TensorFlow.js runs, or not without a doubt that it would answer the same. */
export class ConversionError extends Error {
  override readonly name = 'ConversionError';

  /** @param message names the op or part of the model that is the reason, such as "it has the op Where, ...". */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    Object.defineProperty(this, marker, { value: true });
  }

  /** True whichever copy of this package the error comes from. */
  static isInstance(error: unknown): error is ConversionError {
    return error instanceof Error && marker in error;
  }
}
