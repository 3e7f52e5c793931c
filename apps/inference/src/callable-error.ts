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

/** Reasons in the deployment itself, which its owner has to fix. */
const BROKEN: ReadonlySet<string> = new Set(['MODEL_BROKEN', 'INFERENCE_FAILED', 'ENGINE_FAILED']);

/**
 * Converts an error to the one that a caller sees, and logs failures of the deployment. The caller sees the whole message
 * about his own mistake, but no file, path or stack of the deployment.
 */
export function toCallableError(error: unknown): HttpsError {
  if (!PilotlightError.isInstance(error)) {
    logFailure('a call failed for an unexpected reason', error);
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

/** Logs an error. Google's Error Reporting reads the field `stack_trace`, which includes the causes. */
function logFailure(message: string, error: unknown, fields: object = {}): void {
  logger.write({ severity: 'ERROR', message, ...fields, stack_trace: inspect(error, { depth: 5 }) });
}
