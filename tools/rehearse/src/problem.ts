/** Something that would go wrong in a real release, in words. */
export interface Problem {
  /** What was looked at: a step of the rehearsal, or a codebase. */
  where: string;
  problem: string;
}

/** A step of the rehearsal that could not be taken, so that those after it make no sense. */
export class RehearsalError extends Error {
  override readonly name = 'RehearsalError';
  readonly where: string;

  constructor(where: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.where = where;
  }
}
