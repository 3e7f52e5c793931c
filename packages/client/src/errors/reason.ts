import type { ErrorReason } from '@pilotlight/protocol/calling';

/**
 * Why there is no answer: the reasons of `predict` itself, the codes of Google's servers where those refused the call,
 * and what went wrong on the way.
 */
export type PredictErrorReason =
  | ErrorReason
  /** The user's token, or the app's, is not valid. */
  | 'UNAUTHENTICATED'
  /** Who may call the function is restricted, and this caller is not among them. */
  | 'PERMISSION_DENIED'
  /** There is no function of that name in that region. */
  | 'NOT_FOUND'
  /** There is no instance that could take the call. */
  | 'RESOURCE_EXHAUSTED'
  /** The instance ended before it answered. */
  | 'UNAVAILABLE'
  /** No answer came back that the app may read. */
  | 'UNREACHABLE'
  /** The answer is not one of `predict`. */
  | 'INVALID_RESPONSE'
  /** An image cannot be read. */
  | 'UNREADABLE_IMAGE'
  | 'UNKNOWN';
