import type { ParsedRequest } from '@pilotlight/protocol';
import { PilotlightError } from '@pilotlight/protocol';
import { assertMayAsk, type ModelAccess } from './model-access.ts';

/** What a call has proved: tokens that firebase-functions has verified already, or nothing. */
export interface Credentials {
  app?: unknown;
  auth?: unknown;
  /** Which models the user may ask; undefined where everybody may ask every model. */
  access?: ModelAccess | undefined;
  /** Whether it is the project's own `warmUp` that calls; asked only where that matters. */
  isWarmUp: () => Promise<boolean>;
  /** Uses the App Check token up, and says whether it was used up before; asked only where that matters. */
  consume: () => Promise<boolean>;
}

export interface AccessPolicy {
  requireAppCheck: boolean;
  requireSignIn: boolean;
  /** Whether an App Check token is good for one call. */
  consumeAppCheckToken: boolean;
}

/** What a call without a token is told. */
export const APP_CHECK_REQUIRED = 'this function answers only calls that carry a valid App Check token';
export const SIGN_IN_REQUIRED = 'this function answers only users who are signed in';

/**
 * Refuses a call that lacks what the deployment requires. The project's own warm-up is let through without, as a
 * schedule has no user to sign in; anybody else's is a call like others, and starts no more than an instance. That is
 * why App Check is not left to `enforceAppCheck` and `consumeAppCheckToken`, which know no exception. A token is used up
 * last, by a call that would else be answered.
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
      'this function takes an App Check token once: ask for one of limited use for each call',
    );
  }
}
