/** A target that was not warmed, and why. */
export class WarmUpError extends Error {
  override readonly name = 'WarmUpError';
  readonly url: URL;

  constructor(url: URL, message: string, options?: ErrorOptions) {
    super(`${url.href}: ${message}`, options);
    this.url = url;
  }
}
