const marker: unique symbol = Symbol.for('pilotlight.image-error');

/** Bytes that are not an image that is supported. */
export class ImageError extends Error {
  override readonly name = 'ImageError';
  readonly expected: string;
  readonly received: string;
  readonly [marker] = true;

  constructor({ expected, received }: { expected: string; received: string }, options?: ErrorOptions) {
    super(`expected ${expected}, received ${received}`, options);
    this.expected = expected;
    this.received = received;
  }

  static isInstance(error: unknown): error is ImageError {
    return typeof error === 'object' && error !== null && marker in error;
  }
}
