const marker = Symbol.for('pilotlight.conversion-error');

/** A model cannot be converted to a model of TensorFlow.js, or it is not certain that the answers would be the same. */
export class ConversionError extends Error {
  override readonly name = 'ConversionError';

  /** @param message names the op or part of the model that is the reason, such as "it has the op Where, ...". */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    Object.defineProperty(this, marker, { value: true });
  }

  /** True also for an error of another copy of this package. */
  static isInstance(error: unknown): error is ConversionError {
    return error instanceof Error && marker in error;
  }
}
