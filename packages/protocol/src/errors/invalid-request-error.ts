import type { FieldIssue } from './error-reason.ts';
import { PilotlightError } from './pilotlight-error.ts';

/** A request with a field that is wrong, missing or unknown. */
export class InvalidRequestError extends PilotlightError {
  readonly issue: FieldIssue;

  /** @param sentence the message, if it says more than the issue: what is wrong, and what to send instead. */
  constructor(issue: FieldIssue, sentence = `expected ${issue.expected}, received ${issue.received}`) {
    super('INVALID_REQUEST', `${issue.field}: ${sentence}`);
    this.issue = issue;
  }

  static override isInstance(error: unknown): error is InvalidRequestError {
    return PilotlightError.isInstance(error) && error.reason === 'INVALID_REQUEST';
  }
}
