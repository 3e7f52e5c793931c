const marker = Symbol.for('pilotlight.model-format-error');

/** What is wrong with a model's files, and with which of them. */
export interface ModelFormatProblem {
  /** The file or folder as it was named by whoever asked. */
  file: string;
  /** What was found, such as "is empty". */
  problem: string;
  /** What the reader can do. */
  fix: string;
}

/** A file is not a model, or not a whole one. */
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

  /** True whichever copy of this package the error comes from. */
  static isInstance(error: unknown): error is ModelFormatError {
    return error instanceof Error && marker in error;
  }
}
