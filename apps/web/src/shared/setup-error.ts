/** The place that serves this page does not say what the page needs to know. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
  readonly reason: 'NO_CONFIG' | 'NO_FUNCTIONS_EMULATOR';

  constructor(reason: SetupError['reason'], options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}
