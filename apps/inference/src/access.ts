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

/**
 * Refuses a call that lacks what the deployment requires. A warm-up is let through without: it says nothing of the
 * model, and what it starts, an instance, a refused call has started too. That is why App Check is not left to
 * `enforceAppCheck`, which knows no exception.
 *
 * @throws {PilotlightError} of reason `SIGN_IN_REQUIRED` or `APP_CHECK_REQUIRED`.
 */
export function checkAccess(op: ParsedRequest['op'], { app, auth }: Credentials, policy: AccessPolicy): void {
  if (op === 'warm') return;
  if (policy.requireAppCheck && !app) {
    throw new PilotlightError(
      'APP_CHECK_REQUIRED',
      'this function answers only calls that carry a valid App Check token',
    );
  }
  if (policy.requireSignIn && !auth) {
    throw new PilotlightError('SIGN_IN_REQUIRED', 'this function answers only users who are signed in');
  }
}
