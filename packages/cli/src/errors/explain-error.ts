import { CallLogError } from '@pilotlight/call-log/read';
import { CostsError } from '@pilotlight/costs/choices';
import { ModelFormatError } from '@pilotlight/model-formats';
import { OptimizerError } from '@pilotlight/optimizer/choices';
import { InvalidRequestError, PilotlightError } from '@pilotlight/protocol';
import { CommandError } from '@pilotlight/command-line/command-error';
import { explainSystemError } from '@pilotlight/command-line/explain-system-error';

export interface Failure {
  message: string;
  /** False for an error that is a bug: the code did not expect it. */
  isExpected: boolean;
  reason?: string;
  /** The wrong field of a request. */
  field?: string;
}

/** Explains an error of any package: this file imports the error classes of all of them. */
export function explainError(error: unknown): Failure {
  const refused = explainSystemError(error);
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof PilotlightError) {
    const { reason } = error;
    return {
      message,
      isExpected: true,
      reason,
      ...(InvalidRequestError.isInstance(error) && { field: error.issue.field }),
    };
  }
  const isExpected =
    ModelFormatError.isInstance(error) ||
    CallLogError.isInstance(error) ||
    CostsError.isInstance(error) ||
    OptimizerError.isInstance(error) ||
    error instanceof CommandError;
  return !isExpected && refused !== undefined
    ? { message: refused, isExpected: true }
    : { message, isExpected };
}
