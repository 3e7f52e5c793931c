/** A fault that would occur in a real release. */
export interface Problem {
  /** The place: a step of the rehearsal, or a codebase. */
  where: string;
  problem: string;
}

/** A failed step of the rehearsal without which the later ones make no sense. */
export class RehearsalError extends Error {
  override readonly name = 'RehearsalError';
  readonly where: string;

  constructor(where: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.where = where;
  }
}
