import type { ParsedRequest } from '@pilotlight/protocol';
import { PilotlightError } from '@pilotlight/protocol';

/** What a call has proved: tokens that firebase-functions has verified already, or nothing. */
export interface Credentials {
  app?: unknown;
  auth?: unknown;
}

export interface AccessPolicy {
  requireAppCheck: boolean;
  requireSignIn: boolean;
}

/** What a call may have: what it asks for, or no more than that the instance is warm afterwards. */
export type Access = 'full' | 'warmth';

/**
 * Refuses a call that lacks what the deployment requires. Only the plain warm-up, which names no model, is let through
 * without, to be answered by {@link createBareWarmUp}: a schedule has no user to sign in. That is why App Check is not
 * left to `enforceAppCheck`, which knows no exception.
 *
 * @throws {PilotlightError} of reason `SIGN_IN_REQUIRED` or `APP_CHECK_REQUIRED`.
 */
export function checkAccess(
  { op, model, version }: Pick<ParsedRequest, 'op' | 'model' | 'version'>,
  { app, auth }: Credentials,
  policy: AccessPolicy,
): Access {
  const lacksAppCheck = policy.requireAppCheck && !app;
  const lacksSignIn = policy.requireSignIn && !auth;
  if (!lacksAppCheck && !lacksSignIn) return 'full';
  if (op === 'warm' && model === undefined && version === undefined) return 'warmth';
  throw lacksAppCheck
    ? new PilotlightError(
        'APP_CHECK_REQUIRED',
        'this function answers only calls that carry a valid App Check token',
      )
    : new PilotlightError('SIGN_IN_REQUIRED', 'this function answers only users who are signed in');
}
