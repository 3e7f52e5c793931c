const marker = Symbol.for('pilotlight.costs-error');

/** A request that the cost model cannot answer; the message says why, and how to fix it. */
export class CostsError extends Error {
  override readonly name: string = 'CostsError';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    Object.defineProperty(this, marker, { value: true });
  }

  /** True for an error of any copy of this package. */
  static isInstance(error: unknown): error is CostsError {
    return error instanceof Error && marker in error;
  }
}
