/** The largest file to read: a browser would need a gigabyte for some larger ones. */
export const MAX_FILE_MEGABYTES = 30;

/** A chosen file that cannot be sent. */
export class PhotoError extends Error {
  override readonly name = 'PhotoError';
  readonly reason: 'NOT_A_PHOTOGRAPH' | 'TOO_LARGE';

  constructor(reason: PhotoError['reason'], options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}
