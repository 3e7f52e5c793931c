const marker = Symbol.for('pilotlight.model-format-error');

/** A problem with a file of a model. */
export interface ModelFormatProblem {
  /** The file or folder, as the caller named it. */
  file: string;
  /** The problem, such as "is empty". */
  problem: string;
  /** The fix for the reader. */
  fix: string;
}

/** A file that is not a model, or not a whole one. */
export class ModelFormatError extends Error {
  override readonly name = 'ModelFormatError';
  readonly file: string;
  readonly problem: string;
  readonly fix: string;

  constructor({ file, problem, fix }: ModelFormatProblem, options?: ErrorOptions) {
    super(`${file} ${problem}: ${fix}`, options);
    Object.defineProperty(this, marker, { value: true });
    this.file = file;
    this.problem = problem;
    this.fix = fix;
  }

  /** True for an error from any copy of this package. */
  static isInstance(error: unknown): error is ModelFormatError {
    return error instanceof Error && marker in error;
  }
}
