/**
 * Every reason why a call is refused or fails, with the error code of the answer. The codes are those of the callable
 * protocol (https://firebase.google.com/docs/functions/callable-reference).
 */
export const CALLABLE_CODES = {
  /** A field is missing or wrong. The message says what to send. */
  INVALID_REQUEST: 'invalid-argument',
  /** The request is larger than one call may be, or than the function has memory for. Send less at a time. */
  REQUEST_TOO_LARGE: 'resource-exhausted',
  /** For 10 seconds, other calls held the memory that this call needs. Try again. */
  OVERLOADED: 'resource-exhausted',
  /** The deployment requires a signed-in user, and the call has no token. */
  SIGN_IN_REQUIRED: 'unauthenticated',
  /** The sign-in token is not valid: it is malformed, expired, or from another Firebase project. */
  TOKEN_INVALID: 'unauthenticated',
  /** The deployment requires App Check, and the call has no token. */
  APP_CHECK_REQUIRED: 'unauthenticated',
  /** The deployment accepts each App Check token once, and this one was used before. */
  APP_CHECK_CONSUMED: 'unauthenticated',
  /** The user's token does not allow this model. */
  MODEL_FORBIDDEN: 'permission-denied',
  /** No such model, version or label is served. */
  MODEL_NOT_FOUND: 'not-found',
  /** The caller has gone. Only the log has this reason. */
  CANCELLED: 'cancelled',
  /** The call was not answered within `PREDICT_TIMEOUT_SECONDS` of its arrival. */
  DEADLINE_EXCEEDED: 'deadline-exceeded',
  /** The model's files cannot be served. The log says why. */
  MODEL_BROKEN: 'failed-precondition',
  /** The model failed on this input. The log says why. */
  INFERENCE_FAILED: 'internal',
  /** The engine failed to start or to run. The log says why. */
  ENGINE_FAILED: 'internal',
} as const;

export type ErrorReason = keyof typeof CALLABLE_CODES;

/** The `details` of a callable error. */
export interface ErrorDetails {
  reason: ErrorReason;
  /** The field of the request that is wrong, if there is one. */
  issue?: FieldIssue;
}

/** One wrong field of a request: its path, the expected value and the received one. */
export interface FieldIssue {
  /** A path in JavaScript's syntax: `instances[3][27]`. */
  field: string;
  expected: string;
  received: string;
}
