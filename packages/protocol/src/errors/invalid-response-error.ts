import type { FieldIssue } from './error-reason.ts';

/** An answer that does not follow this protocol: it comes from another function, or from another version of this one. */
export class InvalidResponseError extends Error {
  override readonly name = 'InvalidResponseError';
  readonly issue: FieldIssue;

  constructor(issue: FieldIssue) {
    super(`${issue.field}: expected ${issue.expected}, received ${issue.received}`);
    this.issue = issue;
  }
}
