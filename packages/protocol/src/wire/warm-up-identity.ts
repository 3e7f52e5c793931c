/**
 * The header in which `warmUp` shows who it is, as a schedule has no user to sign in: a token that Google gives to the
 * service account that it runs as, signed by Google.
 */
export const WARM_UP_IDENTITY_HEADER = 'x-pilotlight-warm-up';

/** Whom such a token is meant for, so that one that was given for anything else is worth nothing here. */
export function warmUpAudience(project: string): string {
  return `pilotlight:warm-up:${project}`;
}
