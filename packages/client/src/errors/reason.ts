import type { ErrorReason } from '@pilotlight/protocol/calling';

/**
 * Reasons why there is no answer: those of `predict`, the codes of Google's servers if they refused the call, and failures
 * on the way.
 */
export type PredictErrorReason =
  | ErrorReason
  /** Google's servers require credentials that the call does not have. */
  | 'UNAUTHENTICATED'
  /** The function's access policy does not allow this caller. */
  | 'PERMISSION_DENIED'
  /** There is no function of that name in that region. */
  | 'NOT_FOUND'
  /** No instance can take the call. */
  | 'RESOURCE_EXHAUSTED'
  /** The instance ended before it answered. */
  | 'UNAVAILABLE'
  /** No answer came that the app can read. */
  | 'UNREACHABLE'
  /** The answer is not from `predict`. */
  | 'INVALID_RESPONSE'
  /** An image cannot be read. */
  | 'UNREADABLE_IMAGE'
  | 'UNKNOWN';
