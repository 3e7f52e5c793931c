import type { ParsedRequest } from '@pilotlight/protocol';
import { PilotlightError } from '@pilotlight/protocol';

/** What a call has proved: tokens that firebase-functions has verified already, or nothing. */
export interface Credentials {
  app?: unknown;
  auth?: unknown;
  /** Whether it is the project's own `warmUp` that calls; asked only where that matters. */
  isWarmUp: () => Promise<boolean>;
}

export interface AccessPolicy {
  requireAppCheck: boolean;
  requireSignIn: boolean;
}

/** What a call without a token is told. */
export const APP_CHECK_REQUIRED = 'this function answers only calls that carry a valid App Check token';
export const SIGN_IN_REQUIRED = 'this function answers only users who are signed in';

/**
 * Refuses a call that lacks what the deployment requires. The project's own warm-up is let through without, as a
 * schedule has no user to sign in; anybody else's is a call like others, and starts no more than an instance. That is
 * why App Check is not left to `enforceAppCheck`, which knows no exception.
 *
 * @throws {PilotlightError} of reason `SIGN_IN_REQUIRED` or `APP_CHECK_REQUIRED`.
 */
export async function checkAccess(
  op: ParsedRequest['op'],
  { app, auth, isWarmUp }: Credentials,
  policy: AccessPolicy,
): Promise<void> {
  const lacksAppCheck = policy.requireAppCheck && !app;
  const lacksSignIn = policy.requireSignIn && !auth;
  if (!lacksAppCheck && !lacksSignIn) return;
  if (op === 'warm' && (await isWarmUp())) return;
  throw lacksAppCheck
    ? new PilotlightError('APP_CHECK_REQUIRED', APP_CHECK_REQUIRED)
    : new PilotlightError('SIGN_IN_REQUIRED', SIGN_IN_REQUIRED);
}
