import type { FieldIssue } from './error-reason.ts';
import { PilotlightError } from './pilotlight-error.ts';

/** A request that is well formed but exceeds a limit of one call. */
export class RequestTooLargeError extends PilotlightError {
  readonly issue: FieldIssue;

  constructor(issue: FieldIssue) {
    super('REQUEST_TOO_LARGE', `${issue.field}: expected ${issue.expected}, received ${issue.received}`);
    this.issue = issue;
  }

  static override isInstance(error: unknown): error is RequestTooLargeError {
    return PilotlightError.isInstance(error) && error.reason === 'REQUEST_TOO_LARGE';
  }
}
