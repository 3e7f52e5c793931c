import type { PredictErrorReason } from './reason.ts';

/** The fix for each reason. */
export const FIXES: Readonly<Record<PredictErrorReason, string>> = {
  INVALID_REQUEST: 'Correct the request.',
  REQUEST_TOO_LARGE: 'Send fewer rows, or smaller ones.',
  OVERLOADED: 'Try again in a moment.',
  SIGN_IN_REQUIRED: 'Sign the user in, then call.',
  TOKEN_INVALID: 'Sign the user in again, in the project of the function.',
  APP_CHECK_REQUIRED: 'Initialize App Check before the first call.',
  APP_CHECK_CONSUMED: 'Set limitedUseAppCheckTokens.',
  UNAUTHENTICATED: 'Sign the user in again; check who may call the function.',
  PERMISSION_DENIED: 'Check who may call the function.',
  MODEL_FORBIDDEN: 'Check who may call the model.',
  MODEL_NOT_FOUND: 'Check the name and version, or deploy the model.',
  NOT_FOUND: 'Deploy predict, or name its region: getFunctions(app, region).',
  CANCELLED: 'The caller canceled the call.',
  DEADLINE_EXCEEDED: 'Try again, allow more time, or send fewer rows.',
  MODEL_BROKEN: "See the function's log.",
  INFERENCE_FAILED: "See the function's log.",
  ENGINE_FAILED: "See the function's log.",
  RESOURCE_EXHAUSTED: 'Try again in a moment.',
  UNAVAILABLE: 'Try again in a moment.',
  UNREACHABLE: 'Check the network, the region, and that the function allows this origin.',
  INVALID_RESPONSE: 'Deploy predict in a matching version.',
  UNREADABLE_IMAGE: 'Send a JPEG, PNG or WebP.',
  UNKNOWN: "See the function's log.",
};
