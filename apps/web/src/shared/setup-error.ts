/** The host of this page does not provide the page's project or emulators. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
  readonly reason: 'NO_CONFIG' | 'NO_FUNCTIONS_EMULATOR';

  constructor(reason: SetupError['reason'], options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}
