/** Parameters that are unclear or contradict each other. The function must not start with them. */
export class ParametersError extends Error {
  override readonly name = 'ParametersError';
  /** The problems, one sentence each, without the file to change. */
  readonly problems: readonly string[];

  /** @param file the file with the parameters. */
  constructor(problems: readonly string[], file: string) {
    super(`${problems.join('; ')}: change it in ${file}, or in the .env.PROJECT next to it`);
    this.problems = problems;
  }
}
