/** A call that brought back nothing that can be read. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
  readonly address: string;
  /** `SILENT`: nobody is there; `UNREADABLE`: somebody is, but the browser may not or cannot read the answer. */
  readonly reason: 'OFFLINE' | 'SILENT' | 'UNREADABLE';

  constructor(reason: UnreachableError['reason'], address: string, options?: ErrorOptions) {
    super(`${address}: ${reason}`, options);
    this.reason = reason;
    this.address = address;
  }
}
