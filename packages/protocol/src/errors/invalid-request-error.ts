import type { FieldIssue } from './error-reason.ts';
import { PilotlightError } from './pilotlight-error.ts';

/** A request that says something it must not, or does not say what it must. */
export class InvalidRequestError extends PilotlightError {
  readonly issue: FieldIssue;

  /** @param sentence says what is wrong, and what to send instead, where that is not what the issue says. */
  constructor(issue: FieldIssue, sentence = `expected ${issue.expected}, received ${issue.received}`) {
    super('INVALID_REQUEST', `${issue.field}: ${sentence}`);
    this.issue = issue;
  }

  static override isInstance(error: unknown): error is InvalidRequestError {
    return PilotlightError.isInstance(error) && error.reason === 'INVALID_REQUEST';
  }
}
