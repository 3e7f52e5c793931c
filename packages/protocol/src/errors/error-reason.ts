/**
 * Every reason why a call is refused or fails, with the error code of the answer. The codes are those of the callable
 * protocol (https://firebase.google.com/docs/functions/callable-reference).
 */
export const CALLABLE_CODES = {
  INVALID_REQUEST: 'invalid-argument',
  REQUEST_TOO_LARGE: 'resource-exhausted',
  OVERLOADED: 'resource-exhausted',
  SIGN_IN_REQUIRED: 'unauthenticated',
  APP_CHECK_REQUIRED: 'unauthenticated',
  APP_CHECK_CONSUMED: 'unauthenticated',
  MODEL_FORBIDDEN: 'permission-denied',
  MODEL_NOT_FOUND: 'not-found',
  CANCELLED: 'cancelled',
  DEADLINE_EXCEEDED: 'deadline-exceeded',
  MODEL_BROKEN: 'failed-precondition',
  INFERENCE_FAILED: 'internal',
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
