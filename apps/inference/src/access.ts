import type { ParsedRequest } from '@pilotlight/protocol';
import { PilotlightError } from '@pilotlight/protocol';
import { assertMayAsk, type ModelAccess } from './model-access.ts';

/** The credentials of a call: tokens that firebase-functions has verified, or nothing. */
export interface Credentials {
  app?: unknown;
  auth?: unknown;
  /** The models that the user may call; undefined if everybody may call every model. */
  access?: ModelAccess | undefined;
  /** Returns true if the project's own `warmUp` calls; called only if that matters. */
  isWarmUp: () => Promise<boolean>;
  /** Consumes the App Check token, and returns true if it was used before; called only if that matters. */
  consume: () => Promise<boolean>;
}

export interface AccessPolicy {
  requireAppCheck: boolean;
  requireSignIn: boolean;
  /** True if an App Check token is good for only one call. */
  consumeAppCheckToken: boolean;
}

/** Messages for a call without a token. */
export const APP_CHECK_REQUIRED = 'this function answers only calls that carry a valid App Check token';
export const SIGN_IN_REQUIRED = 'this function answers only users who are signed in';

/** Message for a call with a sign-in token that firebase-functions does not accept. */
export const TOKEN_INVALID =
  'the token in the `Authorization` header is not valid: send `Bearer` and a new ID token of a user who is signed in to this function’s own Firebase project, or no such header';

/**
 * Refuses a call without the credentials that the deployment requires. The project's own warm-up needs none, because a
 * schedule has no user to sign in. Any other warm-up is a call like others, and starts no more than an instance. So this
 * does not use `enforceAppCheck` and `consumeAppCheckToken`, which allow no exception. It consumes a token last, and only
 * for a call that would be answered.
 *
 * @throws {PilotlightError} of reason `SIGN_IN_REQUIRED`, `APP_CHECK_REQUIRED`, `MODEL_FORBIDDEN` or
 *   `APP_CHECK_CONSUMED`.
 */
export async function checkAccess(
  request: Pick<ParsedRequest, 'op' | 'model'>,
  { app, auth, access, isWarmUp, consume }: Credentials,
  policy: AccessPolicy,
): Promise<void> {
  const lacksAppCheck = policy.requireAppCheck && !app;
  const lacksSignIn = policy.requireSignIn && !auth;
  if (!lacksAppCheck && !lacksSignIn && !policy.consumeAppCheckToken && !access) return;
  if (request.op === 'warm' && (await isWarmUp())) return;
  if (lacksAppCheck) throw new PilotlightError('APP_CHECK_REQUIRED', APP_CHECK_REQUIRED);
  if (lacksSignIn) throw new PilotlightError('SIGN_IN_REQUIRED', SIGN_IN_REQUIRED);
  assertMayAsk(request, access);
  if (policy.consumeAppCheckToken && (await consume())) {
    throw new PilotlightError(
      'APP_CHECK_CONSUMED',
      'this App Check token was used before: send a new limited-use token with each call',
    );
  }
}
