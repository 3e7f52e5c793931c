import { inspect } from 'node:util';
import { ModelError } from '@pilotlight/model-runtime';
import {
  CALLABLE_CODES,
  type ErrorDetails,
  InvalidRequestError,
  PilotlightError,
  RequestTooLargeError,
} from '@pilotlight/protocol';
import { HttpsError } from 'firebase-functions/https';
import * as logger from 'firebase-functions/logger';

/** Reasons that are the deployment's own: its owner has to look. */
const BROKEN: ReadonlySet<string> = new Set(['MODEL_BROKEN', 'INFERENCE_FAILED', 'ENGINE_FAILED']);

/**
 * Makes of an error what a caller may see, and writes what went wrong inside into the log. What a caller did is said in
 * full; what went wrong inside is said without a file, a path or a stack.
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

  if (!BROKEN.has(reason)) return new HttpsError(CALLABLE_CODES[reason], error.message, details);
  const { model, version } = error instanceof ModelError ? error : {};
  logFailure(error.message, error, { reason, model, version });
  const subject = model === undefined ? 'the model' : `model '${model}' version ${version}`;
  return new HttpsError(
    CALLABLE_CODES[reason],
    `${subject} cannot be served; the function’s log says why`,
    details,
  );
}

/** `stack_trace` is the field that Google's Error Reporting looks for; the causes are in it. */
function logFailure(message: string, error: unknown, fields: object = {}): void {
  logger.write({ severity: 'ERROR', message, ...fields, stack_trace: inspect(error, { depth: 5 }) });
}
