/**
 * Every reason why a call is refused or fails, with the error code of the answer. The codes are those of the callable
 * protocol (https://firebase.google.com/docs/functions/callable-reference). Each comment has two paragraphs: the usual
 * causes, and the way out. docs/reference/errors.md shows them.
 */
export const CALLABLE_CODES = {
  /**
   * A field is missing, unknown or wrong, such as a `label` that the model does not have; or the body is not
   * `{ "data": … }`.
   *
   * Correct the field that the message names: it says what to send.
   */
  INVALID_REQUEST: 'invalid-argument',
  /**
   * The request is larger than one call may be, or than the function has memory for.
   *
   * Send fewer rows at a time, and tensors as bytes in base64.
   */
  REQUEST_TOO_LARGE: 'resource-exhausted',
  /**
   * For 10 seconds, other calls held the memory that this call needs.
   *
   * Try again in a moment. If it happens often, lower `PREDICT_CONCURRENCY`.
   */
  OVERLOADED: 'resource-exhausted',
  /**
   * `REQUIRE_SIGN_IN` is `true`, and the call has no `Authorization` header.
   *
   * Sign the user in with Firebase Authentication before the call.
   */
  SIGN_IN_REQUIRED: 'unauthenticated',
  /**
   * The sign-in token is malformed, expired, or from another Firebase project; or Google's keys could not be fetched. The
   * log has the cause.
   *
   * Send a new ID token of a user of the function's own project. A call that needs no sign-in can go without.
   */
  TOKEN_INVALID: 'unauthenticated',
  /**
   * `REQUIRE_APP_CHECK` is `true`, and the call has no App Check token, or one that is not valid.
   *
   * Initialize App Check before the first call, with an app of the function's own project.
   */
  APP_CHECK_REQUIRED: 'unauthenticated',
  /**
   * `PREDICT_CONSUME_APP_CHECK_TOKEN` is `true`, and this App Check token was used before.
   *
   * Send a new limited-use token with each call: `limitedUseAppCheckTokens` in the client.
   */
  APP_CHECK_CONSUMED: 'unauthenticated',
  /**
   * The user's token does not name this model in the claim that `PREDICT_ACCESS_CLAIM` sets.
   *
   * Add the model to the user's claim. The user then needs a new token.
   */
  MODEL_FORBIDDEN: 'permission-denied',
  /**
   * No model of this name, or no such version of it, is in the deployment.
   *
   * Correct the name or version, or add the model and deploy.
   */
  MODEL_NOT_FOUND: 'not-found',
  /**
   * The caller has gone. Only the log has this reason.
   *
   * Nothing. If it happens often, callers wait for less time than the answer takes.
   */
  CANCELLED: 'cancelled',
  /**
   * The call was not answered within `PREDICT_TIMEOUT_SECONDS` of its arrival.
   *
   * Try again, send fewer rows, or raise `PREDICT_TIMEOUT_SECONDS`.
   */
  DEADLINE_EXCEEDED: 'deadline-exceeded',
  /**
   * The model's files cannot be served.
   *
   * Look at the function's log, which has the cause. Add the model again, and deploy.
   */
  MODEL_BROKEN: 'failed-precondition',
  /**
   * The model failed on this input.
   *
   * Look at the function's log, which has the cause.
   */
  INFERENCE_FAILED: 'internal',
  /**
   * The engine failed to start or to run.
   *
   * Look at the function's log, which has the cause.
   */
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
