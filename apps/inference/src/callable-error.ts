import { inspect } from 'node:util';
import { ModelError } from '@pilotlight/model-runtime';
import {
  CALLABLE_CODES,
  type ErrorDetails,
  type FieldIssue,
  InvalidRequestError,
  PilotlightError,
  RequestTooLargeError,
} from '@pilotlight/protocol';
import { HttpsError } from 'firebase-functions/https';
import * as logger from 'firebase-functions/logger';

/** What the log holds of any text that may be a caller's. */
const MAX_CHARACTERS = 200;

/**
 * Makes of an error what a caller may see, and writes the rest into the log. What a caller did is said in full; what
 * went wrong inside is said without a file, a path or a stack.
 */
export function toCallableError(error: unknown): HttpsError {
  if (!PilotlightError.isInstance(error)) {
    logFailure('a call failed for a reason that is not foreseen', error);
    return new HttpsError('internal', 'the call failed; the function’s log says why');
  }
  const { reason } = error;
  const details: ErrorDetails = { reason };
  if (InvalidRequestError.isInstance(error) || RequestTooLargeError.isInstance(error))
    details.issue = error.issue;

  const isTheCallers = !['MODEL_BROKEN', 'INFERENCE_FAILED', 'ENGINE_FAILED'].includes(reason);
  // The name of a model that is not served is the caller's word, and would be one more label of what counts by models.
  const { model, version } = error instanceof ModelError && reason !== 'MODEL_NOT_FOUND' ? error : {};
  const logged = { reason, model, version, issue: details.issue && quoteIssue(details.issue) };
  if (isTheCallers) {
    logger.info(`a call was refused: ${reason}`, logged);
    return new HttpsError(CALLABLE_CODES[reason], error.message, details);
  }
  logFailure(error.message, error, logged);
  const subject = model === undefined ? 'the model' : `model '${model}' version ${version}`;
  return new HttpsError(
    CALLABLE_CODES[reason],
    `${subject} cannot be served; the function’s log says why`,
    details,
  );
}

/** What is wrong with a request, for the log: names in it are the caller's words. */
function quoteIssue({ field, expected, received }: FieldIssue): FieldIssue {
  return { field: quote(field), expected: quote(expected), received: quote(received) };
}

/** Text on one line and of a bounded length, whoever wrote it. */
function quote(text: string): string {
  return text.slice(0, MAX_CHARACTERS).replace(/[^\P{C}]|[\u2028\u2029]/gu, '?');
}

/** `stack_trace` is the field that Google's Error Reporting looks for; the causes are in it. */
function logFailure(message: string, error: unknown, fields: object = {}): void {
  logger.write({ severity: 'ERROR', message, ...fields, stack_trace: inspect(error, { depth: 5 }) });
}
