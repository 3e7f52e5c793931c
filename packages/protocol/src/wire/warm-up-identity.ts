/**
 * The header with the identity of `warmUp`, because a schedule has no user to sign in: a token, signed by Google, of the
 * service account that it runs as.
 */
export const WARM_UP_IDENTITY_HEADER = 'x-pilotlight-warm-up';

/** Returns the audience of that token, so that a token made for anything else is refused here. */
export function warmUpAudience(project: string): string {
  return `pilotlight:warm-up:${project}`;
}
