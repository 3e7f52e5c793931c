/** A file that cannot be read as an export of `predict`'s log. */
export class CallLogError extends Error {
  override readonly name = 'CallLogError';

  /** @param line counted from 1; undefined for the whole file. */
  constructor(
    { file, line, problem }: { file: string; line?: number | undefined; problem: string },
    options?: ErrorOptions,
  ) {
    super(`${file}${line === undefined ? '' : `, line ${line},`} ${problem}`, options);
  }

  static isInstance(value: unknown): value is CallLogError {
    return value instanceof CallLogError;
  }
}
