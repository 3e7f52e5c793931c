/** Parameters that say nothing clear, or contradict each other. Whoever meets it does not start. */
export class ParametersError extends Error {
  override readonly name = 'ParametersError';
  /** What is wrong, a sentence for each, without the place where to change it. */
  readonly problems: readonly string[];

  /** @param file where the parameters are written. */
  constructor(problems: readonly string[], file: string) {
    super(`${problems.join('; ')}: change it in ${file}, or in the .env.PROJECT beside it`);
    this.problems = problems;
  }
}
