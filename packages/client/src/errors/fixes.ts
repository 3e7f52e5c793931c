import type { PredictErrorReason } from './reason.ts';

/** The fix for each reason. */
export const FIXES: Readonly<Record<PredictErrorReason, string>> = {
  INVALID_REQUEST: 'Correct the request.',
  REQUEST_TOO_LARGE: 'Send fewer rows.',
  OVERLOADED: 'Try again in a moment.',
  SIGN_IN_REQUIRED: 'Sign the user in.',
  TOKEN_INVALID: "Sign the user in, in the function's project.",
  APP_CHECK_REQUIRED: 'Initialize App Check.',
  APP_CHECK_CONSUMED: 'Set limitedUseAppCheckTokens.',
  UNAUTHENTICATED: 'Sign the user in. Check who may call it.',
  PERMISSION_DENIED: 'Check who may call it.',
  MODEL_FORBIDDEN: 'Check who may call it.',
  MODEL_NOT_FOUND: 'Check its name and version, or deploy it.',
  NOT_FOUND: 'Deploy predict, or set its region in getFunctions.',
  CANCELLED: 'Try again.',
  DEADLINE_EXCEEDED: 'Allow more time.',
  MODEL_BROKEN: "See the function's log.",
  INFERENCE_FAILED: "See the function's log.",
  ENGINE_FAILED: "See the function's log.",
  RESOURCE_EXHAUSTED: 'Try again in a moment.',
  UNAVAILABLE: 'Try again in a moment.',
  UNREACHABLE: 'Run npm start, on this port; if deployed, check region and origin.',
  INVALID_RESPONSE: 'Deploy a matching version.',
  UNREADABLE_IMAGE: 'Send a JPEG, PNG or WebP.',
  UNKNOWN: "See the function's log.",
};
