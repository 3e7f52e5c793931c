/** A call without a readable answer. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
  readonly address: string;
  /** `SILENT`: no server is there; `UNREADABLE`: one is, but the browser may not or cannot read the answer. */
  readonly reason: 'OFFLINE' | 'SILENT' | 'UNREADABLE';

  constructor(reason: UnreachableError['reason'], address: string, options?: ErrorOptions) {
    super(`${address}: ${reason}`, options);
    this.reason = reason;
    this.address = address;
  }
}
