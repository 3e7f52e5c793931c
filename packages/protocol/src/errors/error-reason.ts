/**
 * Every reason for which a call is refused or fails, with the code that a callable function answers with.
 * The codes are those of the callable protocol (https://firebase.google.com/docs/functions/callable-reference).
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

/** What a callable error carries in `details`. */
export interface ErrorDetails {
  reason: ErrorReason;
  /** The field of the request that is wrong, where one is. */
  issue?: FieldIssue;
}

/** One field of a request: where it is, what belongs there and what came instead. */
export interface FieldIssue {
  /** A path as one writes it in JavaScript: `instances[3][27]`. */
  field: string;
  expected: string;
  received: string;
}
