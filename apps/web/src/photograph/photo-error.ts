/** Larger ones are not read: a browser would need a gigabyte for some. */
export const MAX_FILE_MEGABYTES = 30;

/** A file that was chosen and cannot be asked about. */
export class PhotoError extends Error {
  override readonly name = 'PhotoError';
  readonly reason: 'NOT_A_PHOTOGRAPH' | 'TOO_LARGE';

  constructor(reason: PhotoError['reason'], options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}
