import type { FieldIssue } from './error-reason.ts';

/** An answer that is not of this protocol: the address belongs to another function, or to another version of this. */
export class InvalidResponseError extends Error {
  override readonly name = 'InvalidResponseError';
  readonly issue: FieldIssue;

  constructor(issue: FieldIssue) {
    super(`${issue.field}: expected ${issue.expected}, received ${issue.received}`);
    this.issue = issue;
  }
}
